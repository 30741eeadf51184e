/// Usage lines counted: who asked for what, when, from where.
///
/// May read store and domain.
@NullMarked
package keyconsole.usage;

import org.jspecify.annotations.NullMarked;
