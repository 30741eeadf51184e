package keyconsole.domain;

import java.util.List;

/// The templates of a tenant, and what stands beside them that is none.
public record TemplateListing(List<KeyTemplate> templates, List<Problem> problems) {

  /// Nothing.
  public static final TemplateListing EMPTY = new TemplateListing(List.of(), List.of());

  public TemplateListing {
    templates = List.copyOf(templates);
    problems = List.copyOf(problems);
  }

  /// Something that cannot be taken as a template.
  ///
  /// @param place the line in the tenant's file, or which one of an imported file, from 1
  /// @param reason why
  public record Problem(int place, Message reason) {}
}
