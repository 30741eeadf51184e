/// Audit lines written in the backend's form, indexed, searched and sealed.
///
/// May read store and domain. [keyconsole.audit.AuditLog] writes. [keyconsole.audit.AuditIndex]
/// knows where each record stands (`AuditFile` reads on, `AuditRows` is what stays, `RowsCache`
/// keeps it between runs) and gives an [keyconsole.audit.AuditView], the records in their order.
/// [keyconsole.audit.AuditSearch] looks for an [keyconsole.audit.AuditQuery] in it: `RowJudge`
/// judges by what the index knows (`TextCodes` of action and actor, times), `ByteFinder` finds
/// lines that may match, `LineJudge` judges their bytes without making values of them (`RecordScan`
/// goes over these), and where that does not tell, `Condition` judges what they say as JSON.
/// `UnreadFiles` are those that a search could not read. `ViewGrowth` tells what is new since an
/// earlier search. [keyconsole.audit.Seals] witnesses the log and proves that what it saw is still
/// there: `Seal` is one statement, `SealChain` the digest over lines, `SealMarks` what names the
/// first line that is another, `SealFolder` the signed statements, of which there are two copies,
/// `SealShown` what a person was shown before they acknowledge it. [keyconsole.audit.Deeds] matches
/// what changes in the key files with what the log says: `Sighting` is what a look at a key file
/// came to, `DeedRules` tells what goes with what, `DeedBook` holds what was seen and is not
/// matched yet, `Unexplained` is what is found of a change, `DeedFolder` keeps all of it between
/// runs.
@NullMarked
package keyconsole.audit;

import org.jspecify.annotations.NullMarked;
