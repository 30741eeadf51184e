package keyconsole.viewmodel;

import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyTemplate;
import keyconsole.service.Templates;

/// What a new key starts from.
///
/// @param template what it fills
/// @param copied the key that it is to be like; empty for a template
record NewKeySource(KeyTemplate template, Optional<ApiKey> copied) {

  static NewKeySource of(KeyTemplate template) {
    return new NewKeySource(template, Optional.empty());
  }

  static NewKeySource copyOf(ApiKey key) {
    return new NewKeySource(Templates.of(key), Optional.of(key));
  }
}
