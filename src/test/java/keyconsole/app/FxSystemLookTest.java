package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import keyconsole.viewmodel.Look;
import org.junit.jupiter.api.Test;

/// What the system's settings ask for.
class FxSystemLookTest {

  private final ObservableMap<String, Object> settings = FXCollections.observableHashMap();
  private final ObjectProperty<ColorScheme> scheme = new SimpleObjectProperty<>(ColorScheme.LIGHT);
  private final FxSystemLook system = new FxSystemLook(settings, scheme);

  private Look look() {
    return system.lookProperty().getValue();
  }

  @Test
  void colourSchemeIsFollowedAsItChanges() {
    assertEquals(Look.LIGHT, look());
    scheme.set(ColorScheme.DARK);
    assertEquals(Look.DARK, look());
  }

  @Test
  void highContrastOfWindowsIsTold() {
    settings.put("Windows.SPI.HighContrast", true);
    assertEquals(Look.CONTRAST, look());
    settings.put("Windows.SPI.HighContrast", false);
    assertEquals(Look.LIGHT, look());
  }

  @Test
  void highContrastThemesOfGtkAreTold() {
    settings.put("GTK.theme_name", "Adwaita");
    assertEquals(Look.LIGHT, look());
    settings.put("GTK.theme_name", "HighContrastInverse");
    assertEquals(Look.CONTRAST, look());
  }
}
