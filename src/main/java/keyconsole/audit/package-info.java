/// Audit lines read and written in the backend's form.
///
/// May read store and domain.
@NullMarked
package keyconsole.audit;

import org.jspecify.annotations.NullMarked;
