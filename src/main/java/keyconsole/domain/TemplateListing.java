package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates of a tenant, and what stands beside them that is none.
///
/// @param sharings who put a template there, by its name; not known of each
public record TemplateListing(
    List<KeyTemplate> templates, List<Problem> problems, Map<String, Sharing> sharings) {

  /// Nothing.
  public static final TemplateListing EMPTY = new TemplateListing(List.of(), List.of(), Map.of());

  public TemplateListing {
    templates = List.copyOf(templates);
    problems = List.copyOf(problems);
    sharings = Map.copyOf(sharings);
  }

  /// Something that cannot be taken as a template.
  ///
  /// @param place the line in the tenant's file, or which one of an imported file, from 1
  /// @param reason why
  public record Problem(int place, Message reason) {}

  /// Who wrote a template as it is, and when. It stands in a file that others write too: it tells,
  /// and proves nothing.
  public record Sharing(String by, Instant at) {}

  /// Who wrote one of the templates; empty where that is not known.
  public Optional<Sharing> sharing(KeyTemplate template) {
    return Optional.ofNullable(sharings.get(template.name()));
  }
}
