/** A second person who must agree, and times in which nothing is applied. `{…}` are places for values. */
export const approvals = {
  /** On previews and fixes that one person alone may not apply. */
  needed: '**{count}** people would have less than before, so a second person must agree.',
  neededTenant: 'This names the whole tenant, so a second person must agree.',
  neededApprovers: 'This changes who may approve, so a second person must agree.',
  /** After their number. */
  haveLess: { one: 'has less than before', other: 'have less than before' },
  neededFix: 'A second person must agree.',
  neededAlways: {
    see: 'This always needs a second person.',
    licenseGroup: 'Changes of what groups give always need a second person.',
    licenseUser: 'Changes of direct licenses always need a second person.',
    memberships: 'Changes of memberships always need a second person.',
    usageLocation: 'Changes of usage locations always need a second person.',
    reprocessUser: 'Reprocessing always needs a second person.',
  },
  askFirst: '{why} Press “Ask for approval”, or say “yes”.',
  /** On the card where it was asked. */
  told: {
    one: '{count} person who may approve it has been asked in a chat of their own.',
    other: '{count} people who may approve it have been asked in chats of their own.',
  },
  toldNobody: 'Nobody who may approve it has a chat with me yet. One of these can say “approve {number}”: {roles}.',
  inChannel: 'It has been posted in the channel for approvals.',
  perhapsAsked: 'Teams did not say whether every request arrived: anybody who got none can say “show #{number}”.',
  /** Approving what is not one's own to approve (APPROVERS), with a reason that those whose it is are told. */
  emergency: {
    button: 'Emergency approval',
    label: 'Why it cannot wait',
    placeholder: 'payroll runs tonight',
    error: 'Say why: those who may approve it are told.',
    explained:
      'You are not among those who may approve this: {approvers}. In an emergency you may, with a reason. They are told at once.',
    approved: '**{who}** approved with emergency access.',
    approvedAt: '**{who}** approved with emergency access, {time}.',
    told: '{who}, who is not among its approvers, approved #{number} with emergency access (“{reason}”). {requester} had asked: {change}',
    inReport: 'with emergency access',
  },
  /** Who is named in the settings: role names as they are. */
  membersOf: 'members of {group}',
  nobodyNamed: 'nobody at present',
  askedAgain: 'The outcome has changed since it was asked. Nothing was done; this is how it would come now.',
  approvedAt: '**{who}** approved, {time}.',
  withdrawn: '**{who}** took it back. Nothing has changed.',
  impossible: 'The directory would not take it any more. Nothing has changed.',
  /** What a decision that comes too late, or may not be, is answered with. */
  refused: {
    notAsked: 'Nobody was asked to approve this.',
    own: 'This is your own request: somebody else must approve it. “cancel {number}” takes it back.',
    notAllowed: 'Your role does not include approving this. One of these can: {roles}.',
    /** With approvers of their own (APPROVERS). */
    notNamed: 'You are not among those who may decide this: {approvers}. Nothing has changed.',
    needsReason:
      'You are not among those who may approve this: {approvers}. In an emergency you may, with a reason that they are told: say “approve {number}, because …”. Nothing has changed.',
    notRequester: 'Only {who} can take this request back. Who may approve it can reject it.',
    stale:
      'The outcome has changed since this card was written, and it was asked again. The newest card shows how it would come now. Nothing has changed.',
    requesterNotAllowed: '{who}, who asked for it, may not do this any more. Nothing has changed.',
    tooEarly: 'There is still time to decide this.',
  },
  first: {
    approved: '{who} was first: approved already.',
    rejected: '{who} was first: rejected already. Nothing has changed.',
    withdrawn: '{who} took this request back. Nothing has changed.',
    expired: 'Nobody decided in time: this request has expired. Nothing has changed.',
    impossible: 'The directory has refused this. Nothing has changed.',
  },
  /** To the person who decided, in words. */
  done: {
    approved: 'You approved #{number}: {change}',
    emergency: 'You approved #{number} with emergency access, and its approvers are told: {change}',
    rejected: 'You rejected #{number}: {change} Nothing has changed.',
    withdrawn: 'You took #{number} back. Nothing has changed.',
    askedAgain:
      'Nothing was done: the outcome of #{number} has changed since it was asked. It is asked again, as below.',
  },
  /** To the requester, in their own chat. */
  news: {
    approved: '{who} approved #{number}{because}: {change}',
    emergency: '{who} approved #{number} with emergency access{because}: {change}',
    rejected: '{who} rejected #{number}{because}: {change} Nothing has changed.',
    expired: 'Nobody decided #{number} in time: {change} Nothing has changed. Say it again to ask again.',
    impossible: 'The directory would not take #{number} any more: {change} Nothing has changed.',
  },
  because: ' (“{reason}”)',
  reminder:
    '#{number} still waits for approval, for {time} more. {who} asks: {change} Say “approve {number}” or “reject {number}”.',
  nothingWaits: 'Nothing here waits for approval.',
  unknownRequest: 'I know no change with this number.',
  decidedTitle: { approved: 'Approved', rejected: 'Rejected', withdrawn: 'Taken back', decided: 'Decided' },
  decidedBy: {
    approved: 'Approved by {who}',
    rejected: 'Rejected by {who}',
    withdrawn: 'Taken back by {who}',
    decided: 'Decisions of {who}',
  },
  verdictBy: { approved: 'approved by {who}, {time}', rejected: 'rejected by {who}, {time}' },
  decidedEmpty: 'There are none.',
  freeze: {
    frozen: 'Frozen{until}{because}: nobody’s changes are applied. Previews go on. “unfreeze” ends it.',
    until: ' until {time}',
    untilLifted: ' until somebody says “unfreeze”',
    lifted: 'Unfrozen: changes can be applied again.',
    nothing: 'Nothing is frozen.',
    applies: '{who} has frozen all changes{until}{because}. Nothing has changed.',
    notUnderstood: 'I did not understand until when, so it has no end of its own.',
  },
} as const;
