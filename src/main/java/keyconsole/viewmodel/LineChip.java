package keyconsole.viewmodel;

/// A part of what the lines were asked for.
///
/// @param detail all that it stands for, where the text names only how many; else empty
public record LineChip(String text, String detail) {}
