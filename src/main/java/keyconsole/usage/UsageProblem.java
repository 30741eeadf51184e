package keyconsole.usage;

import keyconsole.domain.Message;

/// A line or a file that could not be read.
///
/// @param line from 1; 0 for the whole file
/// @param unfinished whether it is a last line whose end has not come yet
public record UsageProblem(String fileName, int line, Message why, boolean unfinished) {}
