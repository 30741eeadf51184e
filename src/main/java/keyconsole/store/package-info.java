/// The tenant directory on disk: key files, log files, the lock, atomic writes, what changed.
///
/// Speaks `java.nio.file.Path` only and asks a folder what it can do. May read domain.
///
/// Start at [keyconsole.store.KeyFiles] for keys, [keyconsole.store.LogFolder] for lines,
/// [keyconsole.store.RequestJournal] for a request that is counted in both, and
/// [keyconsole.store.AuditJournal] for a deed that stands in both. [keyconsole.store.CacheFolder]
/// keeps between runs, beside the tenant directory, what can be found out again. What failed is a
/// message, see [keyconsole.store.StoreException]; [keyconsole.store.English] words it for logs and
/// for programs that embed the core, out of the bundle of the screens.
@NullMarked
package keyconsole.store;

import org.jspecify.annotations.NullMarked;
