package keyconsole.app;

import java.util.Map;
import javafx.application.ColorScheme;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableMap;
import keyconsole.viewmodel.Look;

/// The look that the system asks for, as it changes. Windows tells high contrast by a setting, GTK
/// by the theme's name; macOS does not tell JavaFX, so there a person chooses it.
final class FxSystemLook {

  private static final String WINDOWS_CONTRAST = "Windows.SPI.HighContrast";
  private static final String GTK_THEME = "GTK.theme_name";
  private static final String GTK_CONTRAST = "HighContrast";

  private final ObjectBinding<Look> look;

  /// @param settings those of the toolkit, by its names
  /// @param scheme light or dark
  FxSystemLook(ObservableMap<String, Object> settings, ObservableValue<ColorScheme> scheme) {
    look = Bindings.createObjectBinding(() -> of(settings, scheme.getValue()), settings, scheme);
  }

  private static Look of(Map<String, Object> settings, ColorScheme scheme) {
    if (Boolean.TRUE.equals(settings.get(WINDOWS_CONTRAST))
        || String.valueOf(settings.get(GTK_THEME)).contains(GTK_CONTRAST)) {
      return Look.CONTRAST;
    }
    return scheme == ColorScheme.DARK ? Look.DARK : Look.LIGHT;
  }

  ObservableValue<Look> lookProperty() {
    return look;
  }
}
