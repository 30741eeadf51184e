package keyconsole.view;
import keyconsole.viewmodel.NewKeyViewModel;
/// .
public final class NewKeyView { 
final NewKeyViewModel model;
public NewKeyView(NewKeyViewModel model, ViewLoader loader) { this.model = model; loader.texts(); } }
