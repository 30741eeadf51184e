/// Key Console: sees and governs a tenant's API keys beside the backend that serves them.
module keyconsole {
  requires atlantafx.base;
  requires com.auth0.jwt;
  requires com.fasterxml.jackson.databind;
  requires inet.ipaddr;
  requires java.logging;
  requires javafx.controls;
  requires javafx.fxml;
  // What the libraries below need; they are no modules themselves and cannot ask for it.
  requires jdk.unsupported;
  requires org.apache.commons.logging;
  requires org.apache.fontbox;
  requires org.apache.pdfbox;
  requires org.apache.pdfbox.io;
  requires org.kordamp.ikonli.feather;
  requires org.kordamp.ikonli.javafx;
  // No screen needs it so far: an installed console is the smaller by it and by what it requires.
  requires static org.controlsfx.controls;
  requires static org.jspecify;

  exports keyconsole.app to
      javafx.graphics;
  exports keyconsole.domain;
  exports keyconsole.service;
  exports keyconsole.store;

  opens keyconsole.view to
      javafx.fxml;
  opens keyconsole.viewmodel to
      javafx.base,
      javafx.fxml;
}
