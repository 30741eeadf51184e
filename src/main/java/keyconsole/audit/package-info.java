/// Audit lines written in the backend's form, indexed and searched.
///
/// May read store and domain. [keyconsole.audit.AuditLog] writes. [keyconsole.audit.AuditIndex]
/// knows where each record stands (`AuditFile` reads on, `AuditRows` is what stays, `RowsCache`
/// keeps it between runs) and gives an [keyconsole.audit.AuditView], the records in their order.
/// [keyconsole.audit.AuditSearch] looks for an [keyconsole.audit.AuditQuery] in it: `ByteFinder`
/// finds lines that may match without reading them as JSON, `Condition` judges what they say.
@NullMarked
package keyconsole.audit;

import org.jspecify.annotations.NullMarked;
