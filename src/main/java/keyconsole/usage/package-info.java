/// Usage lines counted: who asked for what, when, from where.
///
/// May read store and domain. Start at [keyconsole.usage.UsageIndex].
@NullMarked
package keyconsole.usage;

import org.jspecify.annotations.NullMarked;
