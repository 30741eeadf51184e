/// What the console talks about: keys, what they may do, requests and the answers to them.
///
/// Records and sealed types only. No I/O, no JavaFX, no JSON text; free JSON that a key file
/// carries is a [keyconsole.domain.Value]. Every other package may read this one, it reads none.
///
/// What there is to tell a person, and why a failure failed, is a [keyconsole.domain.Message]: a
/// kind, and what stands in its places. The words stand in the bundles.
///
/// Start at [keyconsole.domain.ApiKey].
@NullMarked
package keyconsole.domain;

import org.jspecify.annotations.NullMarked;
