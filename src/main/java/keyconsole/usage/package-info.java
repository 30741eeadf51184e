/// Usage lines counted: who asked for what, when, from where; the single requests of one key, read
/// again for a replay; and the lines themselves, at any place among millions.
///
/// May read store and domain. Start at [keyconsole.usage.UsageIndex]: `Piece` reads blocks of a day
/// file, `LineScanner` takes records out of them, `Tally` counts them, `DayCounts` is what stays of
/// a day, `CountsCache` keeps it between runs, `Answering` answers a query from it. What a day's
/// counts do not hold (addresses with other filters, zones off the hour) is counted from the lines
/// again by an index of its own, see `Variants`. [keyconsole.usage.UsageLines] is the lines.
@NullMarked
package keyconsole.usage;

import org.jspecify.annotations.NullMarked;
