package keyconsole.domain;

/// Why a token is refused, or cannot be read as one. The words stand in the bundles, as
/// `told.token.<name>`; what stands in their places is told at each.
public enum TokenRefusal implements Message.Kind {
  NONE,
  NONE_TO_READ,
  TOO_LONG,
  NO_CAPABILITY_TOKEN,
  NO_TOKEN,
  /// The claim.
  NO_TIME,
  /// The algorithm.
  OTHER_ALGORITHM,
  NO_SECRET,
  BAD_SIGNATURE,
  /// When.
  EXPIRED,
  /// From when on.
  TOO_EARLY,
  OTHER_AUDIENCE,
  TENANT_NO_TEXT,
  TENANT_NO_OBJECT,
  /// The two.
  TWO_TENANTS,
  NO_TENANT,
  /// The token's tenant, this one.
  OTHER_TENANT,
  NO_PERSON,
  /// The part.
  PART_TOO_DEEP,
  /// The part.
  PART_NO_JSON,
  /// The part.
  PART_NO_BASE64,
  /// The part.
  PART_NO_OBJECT;

  @Override
  public String key() {
    return "token." + name();
  }
}
