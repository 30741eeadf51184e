package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.javafx.css.CompoundSelector;
import com.sun.javafx.css.FixedCapacitySet;
import com.sun.javafx.css.SelectorPartitioning;
import com.sun.javafx.css.SimpleSelector;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javafx.css.CssParser;
import javafx.css.PseudoClass;
import javafx.css.Selector;
import javafx.geometry.NodeOrientation;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in for classes of the toolkit in the installed program finds the same rules for the
/// same nodes: `packaging/toolkit`.
class ToolkitStandInsTest {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final List<String> STAND_INS =
      List.of("SelectorPartitioning.java", "CompoundSelector.java");

  /// Asks and tells, in a process of its own, since a class is there once: whose classes answer,
  /// then what they say.
  static final class Asking {

    private static final List<String> SHEETS =
        List.of("/atlantafx/base/theme/primer-light.css", "/css/console.css");

    private static final List<String> STATES =
        List.of("hover", "focused", "armed", "disabled", "selected", "empty", "danger", "stale");

    private final Random random = new Random(1);
    private final List<Selector> selectors = new ArrayList<>();
    private final List<SimpleSelector> parts = new ArrayList<>();

    private Asking(URL sheet) throws IOException {
      new CssParser()
          .parse(sheet)
          .getRules()
          .forEach(rule -> selectors.addAll(rule.getSelectors()));
      for (Selector selector : selectors) {
        parts.addAll(partsOf(selector));
      }
    }

    public static void main(String[] arguments) throws IOException {
      for (Class<?> type : List.of(SelectorPartitioning.class, CompoundSelector.class)) {
        System.out.println(type.getProtectionDomain().getCodeSource().getLocation());
      }
      for (String sheet : SHEETS) {
        Asking asking =
            new Asking(Objects.requireNonNull(ToolkitStandInsTest.class.getResource(sheet)));
        System.out.println(sheet + asking.matched(20_000) + asking.applied(2_000));
      }
    }

    private static List<SimpleSelector> partsOf(Selector selector) {
      return selector instanceof CompoundSelector compound
          ? compound.getSelectors()
          : List.of((SimpleSelector) selector);
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private boolean isOneOf(int so) {
      return random.nextInt(so) == 0;
    }

    /// Which selectors can be meant for a node, by what it is called.
    private String matched(int times) {
      SelectorPartitioning partitioning = new SelectorPartitioning();
      selectors.forEach(partitioning::partition);
      int met = 0;
      int hash = 0;
      for (int i = 0; i < times; i++) {
        Set<String> styleClasses = new TreeSet<>();
        for (int j = random.nextInt(4); j > 0; j--) {
          styleClasses.addAll(any(parts).getStyleClassNames());
        }
        FixedCapacitySet<String> asked = FixedCapacitySet.of(styleClasses.size());
        asked.addAll(styleClasses);
        String id = isOneOf(2) ? any(parts).getId() : null;
        List<Selector> found = partitioning.match(id, any(parts).getName(), asked);
        met += found.size();
        hash = 31 * hash + found.stream().map(Selector::getOrdinal).toList().hashCode();
      }
      return " %d matched %x".formatted(met, hash);
    }

    /// Which selectors are met by a node in what it is in, and by the states of these.
    private String applied(int times) {
      List<CompoundSelector> compounds =
          selectors.stream()
              .filter(CompoundSelector.class::isInstance)
              .map(CompoundSelector.class::cast)
              .toList();
      int applied = 0;
      int now = 0;
      int hash = 0;
      for (int i = 0; i < times; i++) {
        CompoundSelector wanted = any(compounds);
        List<Pane> nest = nestFor(wanted);
        for (int j = 0; j < 20; j++) {
          CompoundSelector asked = j == 0 ? wanted : any(compounds);
          Pane node = j % 3 == 0 ? nest.getLast() : any(nest);
          @SuppressWarnings("unchecked")
          Set<PseudoClass>[] noted = (Set<PseudoClass>[]) new Set<?>[nest.size()];
          boolean applies = asked.applies(node);
          boolean isNow = asked.stateMatches(node, node.getPseudoClassStates());
          applied += applies ? 1 : 0;
          now += isNow ? 1 : 0;
          List<?> said = List.of(applies, isNow, asked.applies(node, noted, 0), names(noted));
          hash = 31 * hash + said.hashCode();
        }
      }
      return " %d applied %d now %x".formatted(applied, now, hash);
    }

    private static List<Set<String>> names(Set<PseudoClass>[] noted) {
      return Arrays.stream(noted)
          .map(states -> states == null ? Set.<PseudoClass>of() : states)
          .map(
              states ->
                  (Set<String>)
                      new TreeSet<>(states.stream().map(PseudoClass::getPseudoClassName).toList()))
          .toList();
    }

    /// Nodes in one another, the outermost first, that are more or less what a selector asks for.
    private List<Pane> nestFor(CompoundSelector wanted) {
      List<Pane> nest = new ArrayList<>();
      for (SimpleSelector part : wanted.getSelectors()) {
        for (int more = random.nextInt(3); more >= 0; more--) {
          Pane node = isOneOf(4) ? new HBox() : new VBox();
          if (more == 0 && !isOneOf(8)) {
            node.getStyleClass().addAll(part.getStyleClassNames());
            node.setId(part.getId());
          }
          if (isOneOf(3)) {
            node.getStyleClass().addAll(any(parts).getStyleClassNames());
          }
          if (isOneOf(20)) {
            node.setNodeOrientation(any(List.of(NodeOrientation.values())));
          }
          for (String state : STATES) {
            node.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), isOneOf(2));
          }
          if (!nest.isEmpty()) {
            nest.getLast().getChildren().add(node);
          }
          nest.add(node);
        }
      }
      return nest;
    }
  }

  @Test
  void theyFindTheSameRulesForTheSameNodes(@TempDir Path folder) throws Exception {
    for (String source : STAND_INS) {
      Path file = Path.of("packaging", "toolkit", source);
      int compiled =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString());
      assertEquals(0, compiled, source);
    }
    List<String> theirs = told(asking());
    List<String> ours = told(asking().before(folder));
    assertNotEquals(theirs.get(0), ours.get(0));
    assertNotEquals(theirs.get(1), ours.get(1));
    assertEquals(theirs.subList(2, 4), ours.subList(2, 4));
  }

  private static ChildJvm asking() {
    return ChildJvm.of(Asking.class, List.of("--enable-native-access=ALL-UNNAMED"));
  }

  private static List<String> told(ChildJvm jvm) throws IOException {
    Process process = ChildJvm.endingWithin(LONGEST, jvm.process(List.of()).start());
    try (var lines = process.inputReader()) {
      return lines.lines().toList();
    }
  }
}
