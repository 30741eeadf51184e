/// Audit lines read and written in the backend's form.
///
/// May read store and domain. Start at [keyconsole.audit.AuditLog].
@NullMarked
package keyconsole.audit;

import org.jspecify.annotations.NullMarked;
