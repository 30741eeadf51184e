/// Usage lines counted: who asked for what, when, from where; and the single requests of one key,
/// read again for a replay.
///
/// May read store and domain. Start at [keyconsole.usage.UsageIndex].
@NullMarked
package keyconsole.usage;

import org.jspecify.annotations.NullMarked;
