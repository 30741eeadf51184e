/// What a person sees: one FXML and one controller a screen, cells and small controls.
///
/// Views bind to view models and forward what a person does; they decide nothing. May read
/// viewmodel and domain. Start at ShellView.
@NullMarked
package keyconsole.view;

import org.jspecify.annotations.NullMarked;
