/// The use cases: keys, access decisions, tokens, the session. Blocking calls, no JavaFX.
///
/// May read usage, audit, store and domain. Start at [keyconsole.service.KeyService].
@NullMarked
package keyconsole.service;

import org.jspecify.annotations.NullMarked;
