/** Short sentences that are no cards. `{…}` are places for values. */
export const answers = {
  fault: 'Something went wrong here. Nothing was lost; please say it again in a moment.',
  unknownButton: 'I do not know this button any more. Please say what you need.',
  unknownChange: 'I do not know this change any more. Please say what you need.',
  staleFix: 'This card is an older one. The newest card of the change has the fixes that still hold.',
  notYours: 'Only {who} can decide this preview. Say what you need yourself, and you get your own.',
  notAllowed: 'Your role does not include this. One of these can: {roles}.',
  needsApproval:
    '{count} people would lose something by this, so a second person must agree. That is not possible yet. Nothing has changed.',
  said: 'You said: {text}',
  posted: 'See below.',
  took: 'Finished: #{number}, {target}. {outcome}.',
  /** What a press finds when somebody, or something, was faster. */
  stale: {
    previewed: 'This card is an older one: the outcome has been simulated again since. Nothing has changed.',
    queued: 'This has been applied already.',
    running: 'This has been applied already and is in progress.',
    cancelling: 'This is being cancelled already.',
    finished: 'This has been applied already and is finished.',
    cancelled: 'This has been cancelled already.',
    dismissed: 'This preview has been cancelled already. Nothing has changed.',
    superseded: 'A corrected preview took the place of this one. Nothing has changed.',
    refused: 'The directory has refused this. Nothing has changed.',
    expired: 'This preview has expired. Say it again to see the outcome as it would be now. Nothing has changed.',
  },
  smalltalk: 'You are welcome. Say “help” to see what I can do.',
  nothingPending: 'Nothing is waiting for your answer.',
  outOfScope: {
    password: 'Passwords are not mine to reset: Microsoft Entra does that. I keep licenses right.',
    delete_group: 'I do not delete groups. I can take a group’s licenses away: “remove E3 from …”.',
    purchase: 'I cannot buy licenses. I can say how many are missing: “how many E3 left”.',
    privilege: 'Roles are not mine to give. I can say what yours allow: “am I allowed to assign licenses?”',
    none: 'I keep licenses right. Say “help” to see what I can do.',
  },
  notYet: {
    other: 'I understood you, but I cannot do that yet.',
    exceptions:
      'A group gives its licenses to all of its members: I cannot leave some of them out. Make a group without them, and say it of that group.',
    dates: 'I cannot do things at a time, or for a time, yet. I can do it now: say it without the date.',
    migrate_direct: 'I cannot move direct licenses to a group yet. “show” a person tells which licenses are direct.',
  },
  notRunning: 'Nothing is in progress.',
  nothingToUndo: 'There is nothing here to undo.',
} as const;
