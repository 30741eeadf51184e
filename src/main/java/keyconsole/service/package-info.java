/// The use cases: keys, access decisions, tokens, the session. Blocking calls, no JavaFX.
///
/// [keyconsole.service.KeyService] is the façade; behind it `KeyDeeds` writes keys, `Decisions`
/// judges a request by the contract's rules, `Admission` counts those that are let through,
/// [keyconsole.service.Enforcement] tells what the backend makes of each restriction, and
/// [keyconsole.service.Replays] judges past requests by a draft.
///
/// What takes access away is entered in a journal, and [keyconsole.service.ReturnWatch] makes it
/// again where the backend, which knows nothing of it, has written an old state over it.
///
/// [keyconsole.service.Findings] finds what is not as it should be, by the rules of `FindingRules`.
/// [keyconsole.service.Reports] gathers what the report of a month tells, and
/// [keyconsole.service.Paper] is what it is printed on.
///
/// May read usage, audit, store and domain. Start at [keyconsole.service.KeyService].
@NullMarked
package keyconsole.service;

import org.jspecify.annotations.NullMarked;
