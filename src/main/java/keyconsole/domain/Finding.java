package keyconsole.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.UsageReport.Limit;

/// Something that is not as it should be, and by what it was seen.
///
/// @param severity that of its kind, as a rule
/// @param key the key that it is about; empty where it is about a file or a folder
/// @param subject what it is about, for as long as it is there: a key's id, a file's name, a
///   folder's path
/// @param since since when it is so; empty where nothing tells
public record Finding(
    FindingKind kind,
    Severity severity,
    Optional<ApiKey> key,
    String subject,
    Evidence evidence,
    Optional<Instant> since) {

  /// Names it as long as it is there: the same kind about the same subject.
  public String id() {
    return kind + " " + subject;
  }

  /// Whether more was seen since a UTC day than whoever looked at it then can have seen: requests
  /// from further addresses. What was put off then is not this any more.
  public boolean hasGrownSince(LocalDate day) {
    return evidence instanceof Evidence.Addresses addresses
        && addresses.most().stream().anyMatch(newcomer -> newcomer.first().isAfter(day));
  }

  /// By what it was seen.
  public sealed interface Evidence {
    /// Nothing beyond the key itself.
    record Plain() implements Evidence {}

    /// That it was used once and is not any more.
    ///
    /// @param days how long ago it was used last
    record Idle(Instant lastUsed, long days) implements Evidence {}

    /// How old its raw key is.
    ///
    /// @param since when its raw key was made
    /// @param days how long ago that was
    /// @param rotated whether it was rotated then; else the key was made
    record Age(Instant since, long days, boolean rotated) implements Evidence {}

    /// That it ends.
    ///
    /// @param end when it ends
    record Ends(Instant end) implements Evidence {}

    /// That it was never used.
    ///
    /// @param days how long ago the key was made
    record Unused(long days) implements Evidence {}

    /// What is wrong with a file.
    record File(KeyProblem problem) implements Evidence {}

    /// Restrictions and limits that the backend makes something else of than they say.
    record Rules(List<Rule> rules) implements Evidence {
      public Rules {
        rules = List.copyOf(rules);
      }
    }

    /// The fullest of its windows.
    record Filled(Limit limit, Instant start, long used, long allowed) implements Evidence {}

    /// What was not needed on some days.
    ///
    /// @param from the first day that was looked at
    /// @param endpoints allowed ones that no request went to
    /// @param limits those above what the scope has as a rule, and their highest use
    record Surplus(LocalDate from, List<String> endpoints, List<Raised> limits)
        implements Evidence {
      public Surplus {
        endpoints = List.copyOf(endpoints);
        limits = List.copyOf(limits);
      }
    }

    /// Where requests came from for the first time.
    ///
    /// @param most addresses with the most requests, the newest first
    /// @param all how many there are
    /// @param from the first of the days that they are new on
    record Addresses(List<KeyUsage.Newcomer> most, int all, LocalDate from) implements Evidence {
      public Addresses {
        most = List.copyOf(most);
      }
    }

    /// What is counted on either side.
    ///
    /// @param counter requests by the key's file
    /// @param lines requests by the usage lines
    /// @param causes what may explain it, the likeliest first
    record Drift(long counter, long lines, List<KeyUsage.Cause> causes) implements Evidence {
      public Drift {
        causes = List.copyOf(causes);
      }
    }

    /// The other keys of the same hash.
    ///
    /// @param others that the same raw key opens
    record Twins(List<ApiKey> others) implements Evidence {
      public Twins {
        others = List.copyOf(others);
      }
    }

    /// What is to be known of a folder.
    record Folder(Warning warning) implements Evidence {}

    /// How the seal is broken.
    record Seal(SealFinding found) implements Evidence {}

    /// What came back.
    record Back(AccessReturn found) implements Evidence {}
  }

  /// A limit above what the scope has as a rule.
  ///
  /// @param peak the most that was used of it
  /// @param standard what the scope has as a rule
  public record Raised(Limit limit, long allowed, long standard, long peak) {}
}
