package keyconsole.viewmodel;

/// What leads a person through the console, in front of every page.
public sealed interface Guide
    permits PaletteViewModel, ShortcutSheet, TourViewModel, AboutViewModel {

  /// Takes it away.
  void close();
}
