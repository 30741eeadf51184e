/// State and commands of the screens, testable without the toolkit: of JavaFX only `javafx.base`.
///
/// What a view model needs of the outside (background work, clipboard, folders to choose) it asks
/// of small ports that live here. Whether something has changed it has looked after in the
/// background ([TaskRunner#look]): a console that nobody uses is to do next to nothing. What a
/// person is told on paper belongs here too: `ReportFolder` puts a report into a folder,
/// `ReportPdf` lays it out on the sheets of [keyconsole.service.Paper], `ReportCsv` has the same as
/// tables. May read service and domain. Start at ShellViewModel.
@NullMarked
package keyconsole.viewmodel;

import org.jspecify.annotations.NullMarked;
