package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bands of a chart stay apart for eyes that lack one kind of cone, and the heat map in print.
class ChartColoursTest {

  /// What a just visible step is about 2 of.
  private static final double APART = 5;

  private static final double NEIGHBOURS_APART = 11;

  /// How linear red, green and blue are seen without red, green or blue cones (Machado 2009).
  private static final List<double[][]> EYES =
      List.of(
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

  private static String block(String selector) throws IOException {
    String sheet = Files.readString(Path.of("src/main/resources/css/console.css"));
    int from = sheet.indexOf("\n" + selector + " {");
    return sheet.substring(from, sheet.indexOf("\n}", from));
  }

  private static List<Color> colours(String block, String name) {
    List<Color> colours = new ArrayList<>();
    Matcher found = Pattern.compile(name + "-\\w+: (#[0-9a-f]{6})").matcher(block);
    while (found.find()) {
      colours.add(Color.web(found.group(1)));
    }
    return colours;
  }

  private static double[] lab(Color color, double[][] eye) {
    double[] rgb = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      seen[i] = Math.clamp(eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2], 0, 1);
    }
    double l = Math.cbrt(0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]);
    double m = Math.cbrt(0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]);
    double s = Math.cbrt(0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static double apart(Color one, Color other, double[][] eye) {
    double[] a = lab(one, eye);
    double[] b = lab(other, eye);
    return 100 * Math.sqrt(sq(a[0] - b[0]) + sq(a[1] - b[1]) + sq(a[2] - b[2]));
  }

  private static double sq(double value) {
    return value * value;
  }

  @ParameterizedTest
  @ValueSource(strings = {".root", ".root.dark"})
  void bandsStayApartForEveryEye(String look) throws IOException {
    List<Color> bands = colours(block(look), "-color-chart");
    assertTrue(bands.size() == 9, "eight bands and the others");
    for (double[][] eye : EYES) {
      for (int i = 0; i < bands.size(); i++) {
        for (int j = i + 1; j < bands.size(); j++) {
          double apart = apart(bands.get(i), bands.get(j), eye);
          double needed = j == i + 1 ? NEIGHBOURS_APART : APART;
          assertTrue(apart >= needed, look + ": " + (i + 1) + " and " + (j + 1) + ": " + apart);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".root", ".root.dark", ".root.contrast"})
  void heatGrowsAwayFromTheBackgroundInPrintToo(String look) throws IOException {
    List<Color> steps = colours(block(look), "-kc-heat");
    double direction = Math.signum(grey(steps.getLast()) - grey(steps.getFirst()));
    for (int i = 1; i < steps.size(); i++) {
      double step = direction * (grey(steps.get(i)) - grey(steps.get(i - 1)));
      assertTrue(step > 0.005, look + ": step " + i + ": " + step);
    }
  }

  private static double grey(Color color) {
    return lab(color, EYES.getFirst())[0];
  }
}
