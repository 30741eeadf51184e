package keyconsole.service;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import keyconsole.audit.AuditIndex;
import keyconsole.audit.AuditLog;
import keyconsole.audit.Deeds;
import keyconsole.audit.KeyNames;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.LastRequest;
import keyconsole.domain.LastUse;
import keyconsole.domain.LockHolder;
import keyconsole.domain.Message;
import keyconsole.domain.Provenance;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Refusal;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.TokenReading;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageLog;
import keyconsole.domain.UsageNotRead;
import keyconsole.domain.UsageProgress;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.domain.Warning;
import keyconsole.store.AuditJournal;
import keyconsole.store.HealthFile;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.Snapshot;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import keyconsole.usage.UsageIndex;
import keyconsole.usage.UsageLines;

/// The keys of one tenant: what there is, what may be done, and doing it.
///
/// Reading needs no token; whatever writes or signs needs a live session. What goes wrong is thrown
/// with what there is to tell a person of it: [NotAuthorizedException], [KeyNotFoundException],
/// [InvalidRequestException] and [StoreException]. Calls block; any thread.
public final class KeyService implements AutoCloseable {

  private final TenantDirectory directory;
  private final KeyFiles files;
  private final AuditLog audit;
  private final AuditJournal deedsOnTheirWay;
  private final AuditIndex index;
  private final AuditTrail trail;
  private final UsageIndex usage;
  private final Admission admission;
  private final ReturnMender mender;
  private final TokenIssuer tokens;
  private final Clock clock;
  private volatile Session session;

  /// Whom the watch over access that was taken away acts for.
  private volatile Session watching;

  private volatile boolean settled;

  private KeyService(
      TenantDirectory directory,
      Session session,
      TokenIssuer tokens,
      Clock clock,
      Optional<Path> cacheFolder) {
    this.directory = directory;
    this.files = KeyFiles.open(directory, clock);
    this.audit = new AuditLog(directory);
    this.deedsOnTheirWay = new AuditJournal(directory, files);
    this.index = AuditIndex.open(directory.audit(), cacheFolder);
    this.trail = new AuditTrail(index, KeyNames.open(directory.audit(), cacheFolder));
    this.usage = UsageIndex.open(directory.usage(), cacheFolder);
    this.admission = new Admission(files, usage, directory, this::now);
    this.tokens = tokens;
    this.session = session;
    this.watching = session;
    this.clock = clock;
    this.mender =
        new ReturnMender(
            files, audit, deedsOnTheirWay, index, directory.tenant(), () -> watching, this::now);
    files.beforeEachEdit(mender::beforeDeed);
  }

  /// Opens a tenant. Reads and writes nothing yet.
  ///
  /// @param dataRoot `/data` on a backend host
  /// @param signingKey what capability tokens of keys are signed with; where empty, one is made up
  ///   for this run
  /// @throws InvalidRequestException if the domain cannot name a tenant's folder
  public static KeyService open(
      Path dataRoot,
      String tenantDomain,
      Session session,
      Optional<String> signingKey,
      Clock clock) {
    return open(dataRoot, tenantDomain, session, signingKey, clock, Optional.empty());
  }

  /// The same, keeping what was counted of usage lines between runs.
  ///
  /// @param cacheFolder the user's, for all tenants; may be deleted at any time
  public static KeyService open(
      Path dataRoot,
      String tenantDomain,
      Session session,
      Optional<String> signingKey,
      Clock clock,
      Optional<Path> cacheFolder) {
    TenantDomain tenant =
        TenantDomain.parse(tenantDomain)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "tenant", Message.of(Refusal.NO_TENANT, tenantDomain)));
    return new KeyService(
        new TenantDirectory(dataRoot, tenant),
        session,
        new TokenIssuer(signingKey),
        clock,
        cacheFolder);
  }

  /// Acts for another session from now on: a fresh token, or read-only after the last one ended.
  public void actFor(Session next) {
    session = next;
    watching = next;
  }

  /// Turns read-only while the person who acted is away. What they took away from keys is still
  /// watched over in their name, until their session ends.
  public void rest() {
    session = Session.readOnly(session.tenant().text());
  }

  /// The session it acts for.
  public Session session() {
    return session;
  }

  /// Whether the signing key was made up for this run, so that the tokens it signs verify nowhere
  /// else.
  public boolean hasTemporarySigningKey() {
    return tokens.isTemporary();
  }

  /// Every key that can be read, newest first. Compares the folder with what is in memory.
  public List<ApiKey> list() {
    return looked(files.refresh()).keys();
  }

  /// What was looked at. Who may write completes at the first look what a console that died left
  /// half counted.
  private Snapshot looked(Snapshot snapshot) {
    if (!settled && session.isLive(now())) {
      deedsOnTheirWay.settle();
      admission.settle();
      settled = true;
    }
    return snapshot;
  }

  /// Keys and problems at the cost of what changed since the last look, for a screen that looks
  /// every few seconds: see [KeyFiles#glance]. What a program changes may show a moment later.
  public KeyListing glance() {
    return listing(looked(files.glance()));
  }

  /// Whether the last look at the keys compared all files with the folder, so that looks may be
  /// slow whatever has changed: see [KeyFiles#hasComparedAll].
  public boolean hasComparedAll() {
    return files.hasComparedAll();
  }

  /// Every key and every problem of one moment. Compares the folder with what is in memory.
  ///
  /// @param progress told how far that is, on this thread
  public KeyListing listing(KeyListing.Progress progress) {
    return listing(looked(files.refresh(progress::looked)));
  }

  /// What is in memory already. Looks at no file and waits for none.
  public KeyListing listingSoFar() {
    return listing(files.soFar());
  }

  private static KeyListing listing(Snapshot snapshot) {
    return new KeyListing(snapshot.keys(), snapshot.problems());
  }

  /// The keys of one owner, newest first.
  public List<ApiKey> listOwnedBy(String ownerId) {
    return list().stream().filter(key -> key.ownerId().equals(ownerId)).toList();
  }

  /// The files that could not be read as keys, and why.
  public List<KeyProblem> problems() {
    return looked(files.refresh()).problems();
  }

  /// The deeds of the session as it is now, at this moment.
  private KeyDeeds deeds() {
    return KeyDeeds.begin(files, audit, deedsOnTheirWay, directory.tenant(), session, now());
  }

  /// Makes a key. Its raw key is in the answer and nowhere else; so is what went wrong once the key
  /// was made, such as an audit line that could not be written.
  public IssuedKey create(KeyRequest request) {
    return deeds().create(request);
  }

  /// Throws what [#create] would throw for this request at this moment. Writes nothing and waits
  /// for nothing.
  public void rehearse(KeyRequest request) {
    deeds().rehearse(request);
  }

  /// The tenant's templates for new keys.
  public Templates templates() {
    return new Templates(directory, () -> session, this::now);
  }

  /// Gives a key a new raw key; the old one stops at once, in every file that it opens: the others
  /// are revoked. What could not be done once the new raw key stood is in the answer, with it.
  public IssuedKey rotate(KeyId id) {
    return deeds().rotate(id);
  }

  /// A successor with the same settings and a raw key of its own; the old key ends after the
  /// overlap, or at its own expiry where that is earlier, and so does every other file that the old
  /// raw key opens. Each one's audit line names the other. Where the old key cannot be given its
  /// end, the answer says so, with the new raw key.
  ///
  /// @param overlap how long both open; positive
  public IssuedKey rotateWithOverlap(KeyId id, Duration overlap) {
    return deeds().rotateWithOverlap(id, overlap);
  }

  /// Ends a key, and every other file that the same raw key opens, whoever owns it: who may
  /// withdraw a raw key may withdraw it everywhere.
  ///
  /// @throws StoreException also where the key is revoked and something that belongs to it could
  ///   not be done; it says so
  public ApiKey revoke(KeyId id) {
    return deeds().revoke(id);
  }

  /// Revokes a live credential whose file is a problem, and every other file with its hash.
  /// Administrators only; all else in the file stays as it is. A link that leads out of the folder
  /// is replaced by a revoked copy of what it leads to, which itself is left alone: the link is
  /// ours to take away, what lies elsewhere is not ours to write.
  public void disable(KeyProblem problem) {
    deeds().disable(problem);
  }

  /// Stops a key until it is resumed, and every other active file that the same raw key opens: the
  /// backend takes the first file that its folder lists, so one that stays active would let the raw
  /// key in all the same. Their audit lines name this key as `suspended_with`.
  ///
  /// @throws InvalidRequestException if the key is revoked, since that is to last
  /// @throws StoreException also where the key is suspended and something that belongs to it could
  ///   not be done; it says so
  public ApiKey suspend(KeyId id) {
    return deeds().suspend(id);
  }

  /// Lets a key open again, and the files that were suspended with it. Only an administrator
  /// resumes a revoked key, or one that somebody else suspended.
  ///
  /// @throws StoreException also where the key is resumed and something that belongs to it could
  ///   not be done; it says so
  public ApiKey resume(KeyId id) {
    return deeds().resume(id, Optional.empty());
  }

  /// The same, unless somebody else has changed the key since a person saw it: a revocation above
  /// all is not to be undone by a click that was meant for something else.
  ///
  /// @param seen the key as the person saw it
  /// @throws InvalidRequestException also where its status or `updated_at` is another one
  public ApiKey resume(KeyId id, ApiKey seen) {
    return deeds().resume(id, Optional.of(seen));
  }

  /// Changes what the edit names, in the file as it stands at that moment. An expired key that gets
  /// another expiry is active again. What leaves the key as it was writes nothing, an extension of
  /// a key that ends later anyway included. The audit line tells of each field that was changed
  /// what it was and what it is.
  ///
  /// @throws StoreException also where the change was made and its audit line could not be written;
  ///   it says so
  public ApiKey update(KeyId id, KeyEdit edit) {
    return deeds().update(id, edit, Optional.empty());
  }

  /// The same, unless somebody else has changed what the edit names since a person saw it.
  ///
  /// @param seen the key as the person saw it
  /// @throws InvalidRequestException also where it was changed since; it names what
  public ApiKey update(KeyId id, KeyEdit edit, ApiKey seen) {
    return deeds().update(id, edit, Optional.of(seen));
  }

  /// Which key is this? Changes nothing, scans nothing. Also finds live credentials whose file is a
  /// problem.
  ///
  /// @param rawKey any text; its form is not looked at
  public Optional<ApiKey> identify(String rawKey) {
    for (KeyFile file : files.findByHash(KeyHash.of(rawKey))) {
      Optional<ApiKey> key = keyIn(file);
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  static Optional<ApiKey> keyIn(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey with -> Optional.of(with.key());
      case KeyFile.WithProblem with -> with.problem().live();
    };
  }

  /// What would be answered, in both meanings. Changes nothing, scans nothing. Where several files
  /// hold the hash, one that denies denies.
  public Decision check(AccessRequest request) {
    return admission.check(request);
  }

  /// Answers as [#check] does, and counts: the key's counters and a usage line where it is let
  /// through, the limit's hits where a limit denies, the status where the key turns out to have
  /// expired. The answer to a request that is let through is given once it is on disk.
  ///
  /// @throws InvalidRequestException if the usage line would be too long; nothing is counted
  /// @throws NotAuthorizedException where the session may not write at this moment
  /// @throws StoreException if it could not be counted. Where nothing can be written, nothing is;
  ///   where the disk fails between key file and usage line, the line is added by the next request
  ///   that any console counts
  public Decision validate(AccessRequest request) {
    Permissions.requireLive(session, directory.tenant(), now());
    return admission.validate(request);
  }

  /// A capability token from a key, for its owner or an administrator, while the key is usable. It
  /// lives an hour.
  ///
  /// @param extraContext more claims; texts, numbers, truths, lists, maps. A reserved name is an
  ///   error
  public String capabilityToken(KeyId id, Map<String, ?> extraContext) {
    Instant now = now();
    Session actingSession = session;
    Permissions.requireLive(actingSession, directory.tenant(), now);
    ApiKey key =
        KeyDeeds.asMeant(
            () -> KeyDeeds.requireKey(files, id), () -> mender.beforeUse(id.fileName()));
    Permissions.requireOwnerOrAdmin(actingSession, key, Refusal.TOKEN_OWNER);
    if (!key.isUsable(now)) {
      throw new InvalidRequestException("status", Message.of(Refusal.NO_TOKEN_FOR_KEY));
    }
    return tokens.issue(key, directory.tenant(), extraContext, now);
  }

  /// What a token says, and what may be said of it: its signature as far as the signing key tells,
  /// its validity at this moment, its tenant, and the key that it was made from. Needs no session;
  /// keeps nothing of the token.
  ///
  /// @throws InvalidRequestException if it is no token; the message says in what
  public TokenReading readToken(String token) {
    return new TokenReader(
            directory.tenant(), tokens, id -> files.find(id).flatMap(KeyService::keyIn))
        .read(token, now());
  }

  /// What the usage lines say. Reads new lines first.
  public UsageReport usage(UsageQuery query) {
    usage.refresh();
    return UsageReports.of(query, list(), usage);
  }

  /// Reads the usage lines that are new since the last call. Blocks; may take long the first time.
  public void refreshUsage() {
    usage.refresh();
  }

  /// The same for a screen that looks several times a second: lines of days that are over may be
  /// read a few seconds later.
  public void glanceAtUsage() {
    usage.glance(now());
  }

  /// Whether all usage lines were read once. What is told of them before is not the whole.
  public boolean isUsageCounted() {
    return usage.isReadOnce();
  }

  /// How far the reading of usage lines that runs is; empty where none runs.
  public Optional<UsageProgress> usageProgress() {
    return usage.progress();
  }

  /// Changes whenever a count of usage lines may have changed.
  public long usageVersion() {
    return usage.version();
  }

  /// The ids of the keys of whose usage something else is counted than at a version; empty where
  /// that is not known, so that it may be any.
  public Optional<Set<String>> usedSince(long version) {
    return usage.keysSince(version);
  }

  /// When the newest request on the UTC days up to that of a moment was, by what was read so far;
  /// empty where there is none.
  public Optional<Instant> newestRequest(Instant upTo) {
    return usage.newest(upTo);
  }

  /// Requests of a key on each UTC day from `first`, for `days` days, by what was read so far.
  public long[] dailyRequests(KeyId id, LocalDate first, int days) {
    return usage.daily(id.text(), first, days);
  }

  /// The same of every key that has requests on those days, by its id. Much quicker than to ask for
  /// one after the other.
  public Map<String, long[]> dailyRequests(LocalDate first, int days) {
    return usage.daily(first, days);
  }

  /// Those of some UTC days, from `first` on, that a usage file was read of. Where there is none,
  /// or where it could not be read, that no request was counted says nothing.
  public Set<LocalDate> daysWithUsage(LocalDate first, int days) {
    return usage.daysWithFile(first, first.plusDays(days - 1L));
  }

  /// Requests of a key in this UTC hour, day and month.
  public RecentUsage recentUsage(KeyId id) {
    return usage.recent(id.text(), now());
  }

  /// How a key is used: against its limits and what is to be expected, what is new, what is out of
  /// the ordinary, and whether the counters of its file agree. By the lines that were counted so
  /// far: see [#refreshUsage].
  ///
  /// @throws KeyNotFoundException if there is no such key
  public KeyUsage keyUsage(KeyId id) {
    return KeyUsages.of(id, usage, now(), () -> KeyDeeds.requireKey(files, id));
  }

  /// What finds whatever is not as it should be with the keys and the folder. By the usage lines
  /// that were counted so far: see [#refreshUsage].
  public Findings findings() {
    return new Findings(this::glance, usage, this::warnings, this::now);
  }

  /// What the administrators agree on about the tenant's health.
  public HealthBook healthBook() {
    return new HealthBook(new HealthFile(directory), directory.tenant(), () -> session, this::now);
  }

  /// When a key was last used, by its file and by the usage lines that were counted so far.
  public LastUse lastUse(ApiKey key) {
    return LastUses.of(
        key, usage.isReadOnce(), () -> lastRequest(key.id()).map(LastRequest::moment));
  }

  /// The newest usage line of a key, by what was read so far.
  public Optional<LastRequest> lastRequest(KeyId id) {
    return usage.last(id.text());
  }

  /// The usage files of which something could not be read that may be of a range of UTC days, both
  /// inclusive, by what was read so far; in order. The last line of a day that is not over may be
  /// on its way.
  public List<UsageNotRead> usageNotRead(LocalDate from, LocalDate to) {
    return usage.notRead(from, to, day(now()));
  }

  /// The same for all that a query is answered from: its range, what that is compared with, and the
  /// whole months that it touches, since those are held against limits.
  public List<UsageNotRead> usageNotRead(UsageQuery query) {
    Instant before = query.from().atZone(query.zone()).minusWeeks(query.weeksBefore()).toInstant();
    LocalDate month = day(query.from()).withDayOfMonth(1);
    LocalDate from = day(before).isBefore(month) ? day(before) : month;
    return usageNotRead(from, YearMonth.from(day(query.to())).atEndOfMonth());
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  /// The requests of a key on a range of UTC days, both inclusive, one by one, to replay settings
  /// over: see [Replays] and [Tightenings]. Reads new usage lines first, then those of the key.
  ///
  /// @param progress told on this thread how far the reading of the key's lines is, 0 to 1
  /// @throws StoreException if they cannot be read
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public Traffic traffic(KeyId id, LocalDate from, LocalDate to, DoubleConsumer progress) {
    return usage.traffic(id.text(), from, to, progress);
  }

  /// The usage lines themselves that answer a question, to be read by their places. Reads nothing
  /// yet.
  public UsageLog usageLines(UsageLinesQuestion question) {
    return UsageLines.open(
        directory.usage(), question, () -> usage.filesWith(question.from(), question.to()));
  }

  /// Who made a key, and which keys stand before and behind it. Reads the audit log where that has
  /// changed since it was last asked.
  public Provenance provenance(KeyId id) {
    return audit.provenance(id);
  }

  /// The audit log, to be read and searched.
  public AuditTrail auditTrail() {
    return trail;
  }

  /// What watches over deeds and words: it finds changes of key files that no audit line explains,
  /// and audit lines that no change bears out. Reads and writes nothing yet; there may be one, for
  /// as long as the tenant is open.
  ///
  /// @param userFolder this user's, for all tenants, where what was seen is kept between runs;
  ///   empty to begin anew each time. The demo tenant has a folder of its own in its place
  public DeedWatch deedWatch(Optional<Path> userFolder) {
    return new DeedWatch(
        Deeds.open(
            directory, files, index, clock, DemoTenant.userFolder(directory).or(() -> userFolder)),
        directory.tenant(),
        () -> session,
        this::now);
  }

  /// What watches over access that was taken away from keys: a change of which the backend knows
  /// nothing may be overwritten by a write of its own. Reads and writes nothing yet; there may be
  /// one, for as long as the tenant is open.
  ///
  /// @param userFolder this user's, for all tenants, with the key that deeds are signed with. The
  ///   demo tenant has a folder of its own in its place
  public ReturnWatch returnWatch(Optional<Path> userFolder) {
    return new ReturnWatch(
        files,
        mender,
        audit,
        deedsOnTheirWay,
        index,
        directory.tenant(),
        () -> session,
        this::now,
        DemoTenant.userFolder(directory).or(() -> userFolder));
  }

  /// A witness of the audit log, which seals it with this user's key. Reads and writes nothing yet;
  /// for as long as the tenant is open there should be one.
  ///
  /// @param userFolder this user's, for all tenants, where what must last is kept. The demo tenant
  ///   has a folder of its own in its place
  public SealWitness witness(Path userFolder) {
    return new SealWitness(
        directory,
        DemoTenant.userFolder(directory).orElse(userFolder),
        trail,
        () -> session.isLive(now()),
        clock);
  }

  /// Which other console holds the lock that a deed waits for longer than one would not notice;
  /// empty where none waits. Does not block.
  public Optional<LockHolder> lockAwaited() {
    return files.lockAwaited();
  }

  /// Ends every wait for the lock: those deeds are refused, and nothing is changed. Does not block.
  public void stopWaiting() {
    files.stopWaiting();
  }

  /// The JSON text of a key's file as it stands now, for reading.
  public String fileText(String fileName) {
    return files.text(fileName);
  }

  /// What a person should know about this folder, e.g. that its file system has no locks.
  public List<Warning> warnings() {
    return Stream.concat(
            files.warnings().stream(),
            usage.warning().map(why -> new Warning(Warning.What.NOT_KEPT, why)).stream())
        .toList();
  }

  /// Takes note of a warning: it is told again only where it comes up again.
  public void takeNote(Warning warning) {
    files.takeNote(warning);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    files.close();
  }
}
