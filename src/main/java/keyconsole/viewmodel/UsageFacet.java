package keyconsole.viewmodel;

import java.util.Set;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageQuery.Bands;

/// One value that the usage screen is filtered by.
public sealed interface UsageFacet {

  /// A key, by its id as it stands in the lines.
  record Key(String id) implements UsageFacet {}

  /// Who owns the key today.
  record Owner(String owner) implements UsageFacet {}

  /// An endpoint as it stands in the lines.
  record Endpoint(String endpoint) implements UsageFacet {}

  /// An address as it stands in the lines.
  record Ip(String address) implements UsageFacet {}

  /// An hour of the week.
  record Hour(WeekHour hour) implements UsageFacet {}

  /// What a band of a series stands for.
  static UsageFacet ofBand(Bands bands, String value) {
    return switch (bands) {
      case KEY -> new Key(value);
      case OWNER -> new Owner(value);
      case ENDPOINT -> new Endpoint(value);
    };
  }

  /// A filter whose part for this kind of value lets through this one alone.
  default UsageFilter aloneIn(UsageFilter filter) {
    return switch (this) {
      case Key(String id) -> filter.withKeys(Set.of(id));
      case Owner(String owner) -> filter.withOwners(Set.of(owner));
      case Endpoint(String endpoint) -> filter.withEndpoints(Set.of(endpoint));
      case Ip(String address) -> filter.withIps(Set.of(address));
      case Hour(WeekHour hour) -> filter.withHours(Set.of(hour));
    };
  }

  /// A filter with this value taken out where it is in, else put in.
  default UsageFilter toggledIn(UsageFilter filter) {
    return switch (this) {
      case Key(String id) -> filter.withKeys(UsageFilter.toggling(id).apply(filter.keys()));
      case Owner(String owner) ->
          filter.withOwners(UsageFilter.toggling(owner).apply(filter.owners()));
      case Endpoint(String endpoint) ->
          filter.withEndpoints(UsageFilter.toggling(endpoint).apply(filter.endpoints()));
      case Ip(String address) -> filter.withIps(UsageFilter.toggling(address).apply(filter.ips()));
      case Hour(WeekHour hour) ->
          filter.withHours(UsageFilter.toggling(hour).apply(filter.hours()));
    };
  }
}
