package io.crier.application;

import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Quota;
import io.crier.application.accounts.ShowAccount;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.apikeys.ChangeAccount;
import io.crier.application.apikeys.IssueApiKeys;
import io.crier.application.apikeys.OpenAccount;
import io.crier.application.apikeys.PlainKeyHashes;
import io.crier.application.calls.ReportCall;
import io.crier.application.channels.FollowChannels;
import io.crier.application.chats.BlockContact;
import io.crier.application.chats.ChangeChat;
import io.crier.application.chats.FindChats;
import io.crier.application.chats.FindContacts;
import io.crier.application.chats.NameGroups;
import io.crier.application.chats.ReportPresence;
import io.crier.application.groups.ReportGroup;
import io.crier.application.labels.LabelChats;
import io.crier.application.messages.ApplyChanges;
import io.crier.application.messages.AwaitMessage;
import io.crier.application.messages.CheckNumber;
import io.crier.application.messages.DownloadMedia;
import io.crier.application.messages.FetchMedia;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.messages.MarkSeen;
import io.crier.application.messages.QuoteMessage;
import io.crier.application.messages.ReceiveMessage;
import io.crier.application.messages.RecordReceipts;
import io.crier.application.messages.ReviseMessage;
import io.crier.application.messages.ShowRawMessage;
import io.crier.application.messages.ShowReceipts;
import io.crier.application.messages.TakeInHistory;
import io.crier.application.notifications.AlertPhones;
import io.crier.application.notifications.NotifySubscribers;
import io.crier.application.phones.ChooseSender;
import io.crier.application.phones.RerouteMessages;
import io.crier.application.queue.CancelMessage;
import io.crier.application.queue.ClaimMessages;
import io.crier.application.queue.DecideQueue;
import io.crier.application.queue.DeleteSession;
import io.crier.application.queue.FollowSessions;
import io.crier.application.queue.HeedNotes;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.QueuePlaces;
import io.crier.application.queue.RecordSends;
import io.crier.application.queue.SendQueue;
import io.crier.application.queue.SpreadSessions;
import io.crier.application.queue.SubmitMessage;
import io.crier.application.queue.SweepScheduled;
import io.crier.application.queue.TellOwners;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.ChangeMessage;
import io.crier.application.sending.KeepRequests;
import io.crier.application.sending.QueueMessages;
import io.crier.application.sending.ValidateRequest;
import io.crier.application.sessions.AnnounceNode;
import io.crier.application.sessions.ChangeSession;
import io.crier.application.sessions.ConnectTurns;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.CreateSession;
import io.crier.application.sessions.Engines;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.LinkSession;
import io.crier.application.sessions.Membership;
import io.crier.application.sessions.OpenConnection;
import io.crier.application.sessions.OtherNodes;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.UseConnection;
import io.crier.application.watch.Background;
import io.crier.application.watch.IngestPosts;
import io.crier.application.watch.ReportStale;
import io.crier.application.watch.Sources;
import io.crier.application.watch.Tally;
import io.crier.application.watch.WatchDuty;
import io.crier.application.watch.WatchStores;
import io.crier.application.watch.WatchX;
import io.crier.application.xaccounts.LookUpXAccount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run of a server: the use cases, wired as in the real one. */
public final class Server extends MortalServer {

  public static final int MOVES_PER_SECOND = 5;
  public static final Duration DOUBT_WAIT = Duration.ofSeconds(30);
  public final Clockwork clockwork;
  public final Lease lease;
  public final ChangeSession changeSession;
  public final RunSessions runSessions;
  public final FindSessions findSessions;
  public final CreateSession createSession;
  public final ControlSession controlSession;
  public final LinkSession linkSession;
  public final Lanes lanes;
  public final QueuePlaces places;
  public final SendQueue queue;
  public final SweepScheduled sweepScheduled;
  public final TellOwners tellOwners;
  private final OtherNodes otherNodes;
  private final HeedNotes heedNotes;
  public final FollowSessions followSessions;
  public final AcceptMessages acceptMessages;
  public final FindMessages findMessages;
  public final QuoteMessage quoteMessage;
  public final MarkSeen markSeen;
  public final FindChats findChats;
  public final FindContacts findContacts;
  public final ChangeChat changeChat;
  public final BlockContact blockContact;
  public final FollowChannels followChannels;
  public final LabelChats labelChats;
  public final DownloadMedia downloadMedia;
  public final FetchMedia fetchMedia;
  public final ShowRawMessage showRawMessage;
  public final ShowReceipts showReceipts;
  public final AwaitMessage awaitMessage;
  public final CancelMessage cancelMessage;
  public final ChangeMessage changeMessage;
  public final CheckNumber checkNumber;
  public final DecideQueue decideQueue;
  public final DeleteSession deleteSession;
  public final Authenticate authenticate;
  public final IssueApiKeys issueApiKeys;
  public final OpenAccount openAccount;
  public final ChangeAccount changeAccount;
  public final ShowAccount showAccount;

  public final AlertPhones alertPhones;
  public final IngestPosts ingestPosts;
  public final LookUpXAccount lookUpXAccount;
  public final Tally tally = new Tally();
  public final Sources sources;
  public final WatchX watchX;

  private final World world;
  private final URI address;

  Server(World world, VirtualTime time, String nodeId) {
    super(world.database);
    this.world = world;
    address = URI.create("http://" + nodeId.replace(' ', '-'));
    var random = world.random;
    clockwork = time.clockwork();
    var accounts = world.accounts;
    var quota = new Quota(world.allowances, accounts, world.plans);
    var messages = world.messages;
    var contacts = world.contacts;
    var events = world.events;
    var sessions = world.sessions;
    lease = new Lease(() -> time.instant().toEpochMilli() * 1_000_000);
    changeSession = new ChangeSession(sessions, world.ownerNotes, lease, events, unitOfWork, time);
    var engines =
        new Engines(
            List.of(
                new MortalEngine(
                    world.whatsApp, this::requireAlive, this::dieIfDue, world.checks::addAll)));
    runSessions =
        new RunSessions(
            sessions,
            new Membership(world.nodes, world.nodes, world.serverNodes, lease, unitOfWork, nodeId),
            new OpenConnection(engines, world.keyrings, lease),
            changeSession,
            unitOfWork,
            clockwork,
            random,
            new ConnectTurns(engine -> 10));
    findSessions = new FindSessions(sessions, unitOfWork);
    createSession = new CreateSession(sessions, engines, runSessions, events, unitOfWork, time);
    controlSession = new ControlSession(findSessions, changeSession, runSessions, engines);
    linkSession = new LinkSession(findSessions, changeSession, runSessions);
    lanes = new Lanes(messages, unitOfWork, clockwork, random);
    tellOwners = new TellOwners(world.ownerNotes, lanes, lease);
    otherNodes = new OtherNodes(world.nodes, lease::node, unitOfWork, clockwork);
    heedNotes =
        new HeedNotes(world.ownerNotes, sessions, runSessions, lanes, unitOfWork, lease, clockwork);
    places = new QueuePlaces(lanes, messages, contacts, unitOfWork, clockwork);
    var identifyContact = new IdentifyContact(contacts, messages);
    var applyChanges = new ApplyChanges(messages, events);
    queue =
        new SendQueue(
            lanes,
            new ClaimMessages(messages, contacts, events, unitOfWork),
            new SubmitMessage(runSessions, lease, clockwork),
            new RecordSends(
                messages,
                contacts,
                identifyContact,
                accounts,
                quota,
                applyChanges,
                changeSession,
                events,
                unitOfWork),
            otherNodes,
            lease,
            clockwork,
            DOUBT_WAIT);
    sweepScheduled =
        new SweepScheduled(
            messages, events, lanes, places, tellOwners, unitOfWork, otherNodes, lease, clockwork);
    var receiveMessage =
        new ReceiveMessage(
            messages,
            world.missingFiles,
            world.rawMessages,
            identifyContact,
            events,
            unitOfWork,
            time);
    findChats =
        new FindChats(
            world.chats,
            identifyContact,
            findSessions,
            new NameGroups(world.chats, runSessions, unitOfWork, clockwork),
            unitOfWork);
    findContacts =
        new FindContacts(
            contacts,
            world.chats,
            world.blockedContacts,
            identifyContact,
            findSessions,
            unitOfWork);
    changeChat =
        new ChangeChat(
            world.chats, identifyContact, findSessions, runSessions, events, unitOfWork, clockwork);
    blockContact =
        new BlockContact(
            findSessions,
            runSessions,
            world.blockedContacts,
            identifyContact,
            events,
            unitOfWork,
            time);
    followChannels = new FollowChannels(new UseConnection(findSessions, runSessions), time);
    labelChats =
        new LabelChats(
            new UseConnection(findSessions, runSessions),
            contacts,
            identifyContact,
            events,
            unitOfWork,
            time);
    followSessions =
        new FollowSessions(
            lanes,
            queue,
            new RecordReceipts(
                messages, world.memberReceipts, quota, applyChanges, events, unitOfWork),
            receiveMessage,
            new TakeInHistory(
                messages, world.missingFiles, world.rawMessages, identifyContact, unitOfWork, time),
            new ReviseMessage(
                messages, world.rawMessages, identifyContact, receiveMessage, events, unitOfWork),
            new ReportGroup(world.chats, events, unitOfWork),
            new ReportCall(identifyContact, events, unitOfWork),
            new ReportPresence(identifyContact, events, unitOfWork, time),
            changeChat,
            blockContact,
            labelChats,
            clockwork);
    acceptMessages =
        new AcceptMessages(
            new ValidateRequest(findSessions, runSessions),
            new KeepRequests(messages, world.replays, quota, events, places, tellOwners),
            identifyContact,
            lanes,
            unitOfWork,
            clockwork,
            random);
    findMessages = new FindMessages(messages, contacts, findSessions, places, unitOfWork);
    quoteMessage = new QuoteMessage(messages, contacts, identifyContact, findSessions, unitOfWork);
    changeMessage = new ChangeMessage(findMessages, findSessions, acceptMessages, time);
    markSeen =
        new MarkSeen(messages, world.chats, findSessions, runSessions, events, unitOfWork, time);
    downloadMedia =
        new DownloadMedia(
            world.missingFiles,
            messages,
            runSessions,
            events,
            unitOfWork,
            lease,
            clockwork,
            random);
    showRawMessage = new ShowRawMessage(messages, world.rawMessages, unitOfWork);
    showReceipts = new ShowReceipts(messages, world.memberReceipts, identifyContact, unitOfWork);
    fetchMedia = new FetchMedia(messages, world.missingFiles, downloadMedia, unitOfWork, time);
    awaitMessage =
        new AwaitMessage(
            findMessages, world.announcements, clockwork, id -> runSessions.known(id).isPresent());
    cancelMessage =
        new CancelMessage(messages, quota, events, findMessages, lanes, unitOfWork, time);
    var chooseSender = new ChooseSender(world.alertSenders);
    var queueMessages = new QueueMessages(messages, quota, events, lanes, tellOwners, time);
    var rerouteMessages =
        new RerouteMessages(world.alertSenders, chooseSender, queueMessages, unitOfWork);
    alertPhones =
        new AlertPhones(
            world.notifications,
            chooseSender,
            queueMessages,
            rerouteMessages,
            unitOfWork,
            clockwork,
            random);
    var audience =
        new NotifySubscribers(
            world.notifications, world.subscriptions, cancelMessage, time, world.honoursDeletions);
    ingestPosts =
        new IngestPosts(
            world.xAccounts, world.posts, audience, unitOfWork, time, alertPhones::wake);
    sources = new Sources(world.pullSources, world.pushSources, world.xSource, true);
    watchX =
        new WatchX(
            new WatchStores(world.xAccounts, world.spending, unitOfWork),
            ingestPosts,
            new ReportStale(world.xAccounts, audience, events, unitOfWork),
            new WatchDuty(world.nodes, lease, unitOfWork, time),
            sources,
            world.watching,
            tally,
            new Background(time.wheel(), time, time, random));
    lookUpXAccount = new LookUpXAccount(world.xAccounts, Optional.of(world.x), unitOfWork, time);
    checkNumber =
        new CheckNumber(contacts, identifyContact, findSessions, runSessions, unitOfWork, time);
    decideQueue =
        new DecideQueue(findSessions, controlSession, cancelMessage, lanes, unitOfWork, time);
    deleteSession =
        new DeleteSession(
            sessions,
            linkSession,
            runSessions,
            cancelMessage,
            session -> {
              rerouteMessages.deleting(session);
              downloadMedia.giveUp(session);
            },
            unitOfWork,
            time);
    var hashes = new PlainKeyHashes();
    authenticate =
        new Authenticate(world.apiKeys, accounts, world.conducts, hashes, unitOfWork, time);
    issueApiKeys =
        new IssueApiKeys(
            world.apiKeys,
            new AccountPlans(accounts, world.plans),
            sessions,
            hashes,
            authenticate,
            unitOfWork,
            random,
            time);
    openAccount = new OpenAccount(accounts, world.conducts, issueApiKeys, unitOfWork, time);
    changeAccount = new ChangeAccount(accounts, authenticate, unitOfWork, time);
    showAccount =
        new ShowAccount(accounts, world.plans, world.allowances, world.conducts, unitOfWork, time);
  }

  void start() {
    runSessions.start(followSessions);
    new AnnounceNode(world.serverNodes, lease, world.database, "1.0", Optional.of(address))
        .started();
    sweepScheduled.start();
    otherNodes.start();
    heedNotes.start();
    new SpreadSessions(
            world.serverNodes, runSessions, lanes, unitOfWork, lease, clockwork, MOVES_PER_SECOND)
        .start();
    downloadMedia.start();
    alertPhones.start();
    if (sources.isOn()) {
      watchX.start();
    }
  }
}
