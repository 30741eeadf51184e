package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import keyconsole.domain.Expiry;
import org.junit.jupiter.api.Test;

class NewKeyExpiryTest extends WizardTest {

  private static void choose(NewKeyExpiry expiry, ExpiryChoice choice) {
    expiry.choice().valueProperty().set(choice);
  }

  @Test
  void ninetyDaysAreTheDefaultAndSaySo() {
    NewKeyExpiry expiry = newKey().limits().expiry();
    assertEquals(new Expiry.After(Duration.ofDays(90)), expiry.expiry());
    assertEquals("21 Feb 2027, 12:00 UTC. This is the default.", expiry.meaningProperty().get());
  }

  @Test
  void severalSpansADateOrNeverAreOffered() {
    NewKeyExpiry expiry = newKey().limits().expiry();
    assertEquals(
        List.of(
            ExpiryChoice.DAYS_7,
            ExpiryChoice.DAYS_30,
            ExpiryChoice.DAYS_60,
            ExpiryChoice.DAYS_90,
            ExpiryChoice.DAYS_365,
            ExpiryChoice.NEVER,
            ExpiryChoice.DATE),
        expiry.choices());
    choose(expiry, ExpiryChoice.DAYS_60);
    assertEquals("22 Jan 2027, 12:00 UTC", expiry.meaningProperty().get());
  }

  @Test
  void neverNeedsAReason() {
    NewKeyViewModel wizard = newKey();
    NewKeyExpiry expiry = wizard.limits().expiry();
    choose(expiry, ExpiryChoice.NEVER);
    assertTrue(expiry.reason().isWrong());
    assertEquals("", error(expiry.reason()));
    wizard.visited(expiry.reason());
    assertEquals("Say why this key never expires.", error(expiry.reason()));
    type(expiry.reason(), "Break-glass");
    assertFalse(expiry.reason().isWrong());
    assertEquals(new Expiry.Never("Break-glass"), expiry.expiry());
  }

  @Test
  void dateEndsWithItsDayAndMustLieAhead() {
    NewKeyExpiry expiry = newKey().limits().expiry();
    choose(expiry, ExpiryChoice.DATE);
    assertEquals("", error(expiry.date()));
    assertTrue(expiry.date().isWrong());
    for (String wrong : List.of("tomorrow", "2027-02-30", "21.2.2027", "+12027-01-01")) {
      type(expiry.date(), wrong);
      assertEquals("Enter a day as 2027-02-21.", error(expiry.date()), wrong);
    }
    for (String past : List.of("2026-11-22", "2026-11-23")) {
      type(expiry.date(), past);
      assertEquals("Enter a day after today.", error(expiry.date()), past);
    }
    type(expiry.date(), "2027-02-21");
    assertEquals("", error(expiry.date()));
    assertEquals(new Expiry.At(Instant.parse("2027-02-21T23:59:59Z")), expiry.expiry());
  }

  @Test
  void personWhoIsNoAdministratorMayNotGoBeyondNinetyDays() {
    actAsDana();
    NewKeyExpiry expiry = newKey().limits().expiry();
    assertTrue(expiry.mayChoose(ExpiryChoice.DAYS_90));
    assertFalse(expiry.mayChoose(ExpiryChoice.DAYS_365));
    assertFalse(expiry.mayChoose(ExpiryChoice.NEVER));
    choose(expiry, ExpiryChoice.DATE);
    type(expiry.date(), "2027-02-22");
    assertEquals(
        "Only an administrator lets a key live longer than 90 days. Choose an earlier end.",
        error(expiry.date()));
    type(expiry.date(), "2027-02-20");
    assertEquals("", error(expiry.date()));
  }

  @Test
  void editKeepsTheEndUnlessAnotherIsChosen() {
    NewKeyExpiry expiry = edit("Billing export").limits().expiry();
    assertEquals(ExpiryChoice.KEEP, expiry.choice().value());
    assertEquals("21 Feb 2027, 08:00 UTC. As the key has it.", expiry.meaningProperty().get());
  }
}
