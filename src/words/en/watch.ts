/** News that come by themselves: what was asked for, and what is told. `{…}` are places for values. */
export const watch = {
  where: { channel: 'this channel', groupChat: 'this chat', personal: 'you', own: 'you, in your own chat,' },
  about: ' ({names})',
  onFailure:
    'I tell {where} when an assignment fails{about}: one message for each cause, kept up to date until it is solved.',
  onAny:
    'I tell {where} when an assignment fails{about}, one message for each cause, kept up to date until it is solved; and when a change has ended.',
  onEnd: 'I tell {where} when {changes} has ended.',
  onNextEnd: 'Nothing is in progress. I tell {where} when the next change has ended{about}.',
  known: {
    one: '1 person fails already: that is not told again. Say “who failed” to see who.',
    other: '{count} people fail already: that is not told again. Say “who failed” to see who.',
  },
  stopped: 'Stopped: I say nothing here any more until somebody asks me to.',
  stoppedAbout: 'Stopped: I say nothing more here about {names}.',
  muted: 'I say nothing new here until {moment}. What still fails then I tell.',
  mutedAbout: 'I say nothing new here about {names} until {moment}. What still fails then I tell.',
  quiet:
    'From {from} to {to} ({zone}) I say nothing new here, every day. What still fails after that I tell. “no quiet hours” ends it.',
  awake: 'I tell again at once what fails.',
  notSilent: 'Nothing is muted here.',
  nothing: 'There are no alerts here to stop.',
  noOwnChat: 'We have no chat of our own yet. Add Seatkeeper to your own chats, then say this again.',
  cancelled: 'Cancelled: #{number}, {target}.',
  refused: 'Refused by the directory: #{number}, {target}. Nothing has changed.',
  kept: {
    one: '{person} keeps licenses of the group that cannot be taken away.',
    other: '{count} people keep licenses of the group that cannot be taken away.',
  },
  list: {
    title: { one: '{count} cause', other: '{count} causes at once' },
    causes: { one: '{count} cause', other: '{count} causes' },
    sentence: {
      one: '{count} person got none of a group’s licenses. This message is kept up to date until all of it is solved.',
      other:
        '{count} people in {groups} groups got none of their group’s licenses. These are too many for a message each: this one is kept up to date until all are solved.',
    },
    largest: 'Most people',
    summary: 'Failed assignments: {causes}, {people}.',
    solvedTitle: 'Failed assignments',
    solved: 'All of these are solved.',
  },
  /** A summary that comes by itself. */
  digest: {
    begun:
      'I send a summary {where} {every} at {at} ({zone}), the first one on {first}: seats, failures, changes and what ends within a week. When nothing is worth saying, nothing comes. Say “stop the summary” to end it.',
    where: {
      channel: 'to this channel',
      groupChat: 'to this chat',
      personal: 'to you',
      own: 'to you, in your own chat,',
    },
    stopped: 'Stopped: no summary comes here any more.',
    none: 'No summary comes here. Say “send me a summary every Monday at 8”.',
    noneYours: 'You get no summary. Say “send me a summary every Monday at 8”.',
    one: '{where}: {every} at {at} ({zone}), the next one on {next}.',
    whose: { here: 'Here', own: 'In your own chat', elsewhere: 'In another chat or channel, as you asked for' },
    comes: 'Comes {every} at {at}',
    sayStop: 'stop the summary',
    since: 'Since {day}',
    quiet: 'Nothing new: no change, no new failure, nothing that ends within a week.',
    failing: { one: '{count} person fails', other: '{count} people fail' },
    fresh: { one: '{count} new', other: '{count} new' },
    solved: { one: '{count} person fails no longer', other: '{count} people fail no longer' },
    changes: 'Changed',
    ahead: 'Within a week',
    seats: 'Seats',
    failures: 'Failures',
    moreChanges: { one: '{count} more change', other: '{count} more changes' },
    free: { one: '{count} free', other: '{count} free' },
    goneBy: 'gone by {day} at this pace',
    summary: 'Summary: {changes} changed, {fresh} new failures, {ahead} within a week.',
    counts: { one: '{count} change', other: '{count} changes' },
  },
  takenAway: 'The group’s licenses have been taken away.',
  solvedSummary: 'Solved in {group}: {reason}.',
  othersFail: {
    one: 'Nobody of this alert fails any more. 1 other person still fails in the group.',
    other: 'Nobody of this alert fails any more. {count} others still fail in the group.',
  },
} as const;
