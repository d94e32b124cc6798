/** One bug: what stands once in a file of `src`, and what takes its place. */
export interface Planted {
  readonly name: string;
  readonly file: string;
  readonly edits: readonly (readonly [stands: string, becomes: string])[];
}

/** What keeps everything from beginning. */
const FROZEN = 'if (freeze !== undefined) throw OVERTAKEN;';

/** The first are kinds of faults that a version of the bot once had; the others are slips that could be made any day. */
export const PLANTED: readonly Planted[] = [
  ...[
    bug('what is for one waits until others are told', 'notices/delivery.ts', [
      [
        'return personal === undefined ? recipient : channelOf(personal);',
        "return personal === undefined ? 'all' : 'all';",
      ],
    ]),
    bug('a press waits however long it takes', 'chat/serving.ts', [
      ['await within(PRESS_WITHIN_MS, done, clientClock);', 'await done;'],
    ]),
    bug(
      'an end waits for what hangs',
      'app/set-going.ts',
      [['await within(Math.max(0, untilMs - clock.elapsedMs()), closed, clock);', 'await closed;']],
      ['chat/pacer.ts', 'await within(LONGEST_CLOSING_MS, done(), clock);', 'await done();'],
    ),
    bug('what is written is not checked when it is read', 'store/sqlite/sealed.ts', [
      ["if (sum !== row['checksum']) throw", 'if (sum < 0) throw'],
      ['  return sum;\n}\n\n/** Adds up', "  return Number(row['checksum']);\n}\n\n/** Adds up"],
    ]),
    bug('rows that are gone are not missed', 'store/sqlite/sealed.ts', [
      ['if (seal?.rows !== rows)', 'if (seal === undefined)'],
      ['if (seal.sum !== sum) throw', 'if (seal.sum < 0) throw'],
    ]),
    bug('a store that is gone is begun anew', 'store/sqlite/open-store.ts', [
      ['if (size !== undefined && size > 0) return;', 'if (size === undefined || size >= 0) return;'],
      ["if (![undefined, 'unknown', hold.storeId].includes(lock.storeId)) throw foreign(dataDir);", ''],
    ]),
    bug('a store that was made elsewhere is served', 'store/sqlite/open-store.ts', [
      ["if (![undefined, 'unknown', hold.storeId].includes(lock.storeId)) throw foreign(dataDir);", ''],
    ]),
    bug('a store that was removed is written', 'store/sqlite/hold.ts', [
      ["if (stats === undefined) throw lost('Absent', 'was removed');", 'if (stats === undefined) return;'],
    ]),
    bug('a store that another process took is written', 'store/sqlite/hold.ts', [
      [
        "throw new StoreFault('InUse', `$" +
          '{database.path} was taken by another process, so that nothing is changed here.`);',
        'return true;',
      ],
    ]),
    bug('cards are not looked after at a start', 'app/set-going.ts', [
      ['for (const catchUp of [cards.catchUp, approvals.catchUp])', 'for (const catchUp of [approvals.catchUp])'],
    ]),
    bug('cards of approvers are not looked after at a start', 'app/set-going.ts', [
      ['for (const catchUp of [cards.catchUp, approvals.catchUp])', 'for (const catchUp of [cards.catchUp])'],
    ]),
    bug('it is not noted that a card was pressed', 'chat/conversation.ts', [
      ['await services.liveCards.pressed(about, card, isPreview);', ''],
    ]),
    bug('an alert is sent before that is noted', 'notices/alerts/write-alert.ts', [
      [
        'await book.update(channel, (now) =>\n    before === undefined ?',
        'if (before !== undefined) await book.update(channel, (now) =>\n    before === undefined ?',
      ],
      [
        'await book.update(channel, (now) => covered(withAlert(now, alert, [{ ...alert, messageId }])));',
        'await book.update(channel, (now) => covered({ ...now, alerts: [...now.alerts, { ...alert, messageId }] }));',
      ],
    ]),
    bug('news is sent before that is noted', 'notices/tell-row.ts', [
      ["    await outbox.replace(id, news, 'sending');\n", ''],
    ]),
    bug('a post whose outcome is unknown is tried again', 'teams/connector.ts', [
      ['if (error.mayBeDone && !isSameAgain) throw new PerhapsSent(error);', ''],
    ]),
    bug('one line of people is served, and then never again', 'chat/turnstile.ts', [
      ['    isOpen = false;\n  }', '  }'],
    ]),
    bug('a card is edited with every person', 'chat/live-cards.ts', [
      ['const PAUSE_BETWEEN_EDITS_MS = 2_000;', 'const PAUSE_BETWEEN_EDITS_MS = 0;'],
    ]),
    bug(
      'a flood of alerts goes out unpaced',
      'notices/alerts/alert-list.ts',
      [['const MOST_MESSAGES = 10;', 'const MOST_MESSAGES = 1_000;']],
      ['notices/alerts/alert-post.ts', 'const AT_ONCE = 5;', 'const AT_ONCE = 1_000;'],
    ),
    bug('a log that cannot be written ends what logs', 'observe/log-file.ts', [
      [
        '    } catch {\n      isTorn ||= written > 0;\n      return false;\n    }',
        '    } finally {\n      isTorn ||= written > 0;\n    }',
      ],
    ]),
    bug('a cancellation that goes on is recorded again', 'engine/change-runs.ts', [
      [
        'const { changes } = planUndo(directory.tenant, record);\n        await this',
        'const changes = record.inverse ?? [];\n        await this',
      ],
    ]),
    bug('how old a run is follows the wall clock', 'engine/change-runs.ts', [
      [
        'new RunMemory(options.directory.tenant, options.clock)',
        'new RunMemory(options.directory.tenant, { elapsedMs: () => options.clock.now().getTime() })',
      ],
    ]),
    bug('what was answered is answered again after a restart', 'chat/answered.ts', [
      ["return found === true ? 'answered' : found;", 'return undefined;'],
    ]),
    bug('whoever asked need not be allowed any more', 'engine/approval-desk.ts', [
      [
        'const requesterMay = (await tools.missing(asked.changes, asked.requestedBy)).length === 0;',
        'const requesterMay = true;',
      ],
    ]),
    bug('memory runs ahead of the disk', 'directory/embedded/embedded-directory.ts', [
      [
        'sqlite.transaction(take, { still, committed }));',
        'sqlite.transaction(take, { still, committed })).catch((error) => {\n' +
          '        if (error instanceof DirectoryError) for (const change of changes) applyChange(tenant, change, time);\n' +
          '        throw error;\n      });',
      ],
    ]),
    bug('what comes due is done whatever it would be now', 'engine/scheduled-changes.ts', [
      ['if (weighed.fingerprint !== record.fingerprint) {', 'if (record.fingerprint === undefined) {'],
    ]),
  ],
  ...[
    bug(
      'somebody approves their own request',
      'changes/approval.ts',
      [["if (isSameId(by.userId, request.requestedBy.userId)) return refused('own');", '']],
      ['engine/approval-desk.ts', 'user === undefined || userId === requestedBy.userId', 'user === undefined'],
    ),
    bug('an older question is approved', 'changes/approval.ts', [
      ["if (version !== request.version) return refused('stale');", ''],
    ]),
    bug(
      'a request is approved while changes are frozen',
      'changes/approval.ts',
      [["if (event.frozen) return refused('frozen');", '']],
      ['engine/change-tools.ts', FROZEN, FROZEN.replace(')', ' && actor === undefined)')],
    ),
    bug('a request is approved after its time', 'changes/approval.ts', [
      [
        'return now < approval.expiresAt ? decided(request, approval, event, now) : expired(now);',
        'return decided(request, approval, event, now);',
      ],
    ]),
    bug('a request is approved for another outcome', 'changes/approval.ts', [
      ['if (!isAsShown(request, approval, event.outcome)) {', "if (event.outcome.fingerprint === '') {"],
    ]),
    bug('a preview is applied with another outcome', 'engine/change-desk.ts', [
      ['if (weighed.fingerprint === (extra?.expected ?? record.fingerprint))', 'if (record.fingerprint !== undefined)'],
    ]),
    bug('a card of an older version is believed', 'engine/change-desk.ts', [
      [' || record.version !== reference.version) return', ') return'],
    ]),
    bug('anybody applies a preview', 'engine/change-desk.ts', [
      ["if (record.requestedBy.userId !== by.userId) return { kind: 'notYours', record };", ''],
    ]),
    bug('an old preview is applied', 'engine/change-desk.ts', [
      ['<= policy.lifetimeMs) return record;', '<= Number.POSITIVE_INFINITY) return record;'],
    ]),
    bug('a preview is applied while changes are frozen', 'engine/change-tools.ts', [
      [FROZEN, FROZEN.replace(')', ' && actor !== undefined)')],
    ]),
    bug(
      'a schedule begins while changes are frozen',
      'engine/scheduled-changes.ts',
      [['if ((await desk.freezes.current()) !== undefined) return;\n      if (isStaged(asked)', 'if (isStaged(asked)']],
      ['engine/change-tools.ts', FROZEN, FROZEN.replace(')', ' && actor === undefined)')],
    ),
    bug('nobody needs a second person', 'engine/change-desk.ts', [
      [
        'return approvalReason(this.approvals.policy, foreseen, { changes, wholeTenant });',
        'return foreseen.losing < 0 ? approvalReason(this.approvals.policy, foreseen, { changes, wholeTenant }) : undefined;',
      ],
    ]),
    bug('what is taken back by itself needs no second person', 'engine/scheduled-changes.ts', [
      ['if (isAllowed && approvalReason(desk.approvals.policy, weighed, plan) === undefined) {', 'if (isAllowed) {'],
    ]),
    bug('roles are not asked for', 'engine/change-tools.ts', [
      [
        'return needed.every((permission) => held.has(permission)) ? [] : needed;',
        'return held.size < 0 ? needed : [];',
      ],
    ]),
    bug(
      'the last of two at once wins',
      'store/sqlite/changes.ts',
      [['WHERE number = ? AND version = ? RETURNING *', 'WHERE number = ? AND ? > 0 RETURNING *']],
      [
        'engine/approval-desk.ts',
        'const record = (await this.#options.store.changes.get(reference.number)) ?? asked;\n    const { version }',
        'const record = asked;\n    const { version }',
      ],
    ),
    bug('a change begins without its record', 'directory/embedded/embedded-directory.ts', [
      ['        await alongside?.(records);\n', ''],
    ]),
    bug('what a restart cut short is not gone on with', 'engine/change-runs.ts', [
      ['      this.#ends.keep(record);\n    }\n  }', '    }\n  }'],
    ]),
    bug(
      'what runs is begun again at a start',
      'engine/schedule.ts',
      [
        [".inState('queued'))", ".inState('queued', 'running'))"],
        [
          "if (record.state === 'queued') return",
          "if (record.state === 'queued' || record.state === 'running') return",
        ],
      ],
      [
        'engine/scheduled-changes.ts',
        "record?.state !== 'queued') return;",
        "record?.state !== 'queued' && record?.state !== 'running') return;",
      ],
    ),
    bug('an end that the disk did not take is forgotten', 'engine/change-ends.ts', [
      ['if (this.#retrying.has(number)) return;', 'if (this.#retrying.has(number) || number > 0) return;'],
    ]),
    bug('a failed look at a place is not repeated', 'notices/alerts/rounds.ts', [
      ['      keep(channel, moved);\n      return RETRY_MS;', '      return RETRY_MS;'],
    ]),
    bug('what a kill cut short is sent again', 'notices/tell-row.ts', [
      ["if (item.state === 'sending' && !begun.has(id)) {", 'if (begun.size < 0) {'],
    ]),
    bug(
      'who speaks is asked again',
      'notices/approvals/carry-requests.ts',
      [[' || asked.told.includes(userId)) return;', ') return;']],
      ['notices/approvals/request-news.ts', ' || (await isThere(about, place))) return', ') return'],
    ),
    bug('a request that a kill kept from being asked is forgotten', 'notices/approvals/request-news.ts', [
      ['if (asked === undefined) return undefined;', 'if (asked === undefined) return [];'],
      ['      await beginUnasked(record);\n', ''],
    ]),
    bug('requests never expire', 'notices/approvals/deadlines.ts', [
      ['for (const record of await desk.approvals.expireDue()) await expired(record);', ''],
    ]),
    bug('nobody looks whether the clock was set', 'engine/schedule.ts', [
      ['let againMs = LOOK_AGAIN_MS;', 'let againMs = A_DAY_MS;'],
      ['return Math.min(LOOK_AGAIN_MS, ...left);', 'return Math.min(A_DAY_MS, ...left);'],
    ]),
    bug('rows in memory run ahead of the disk', 'directory/embedded/actuate.ts', [
      [
        '          commit(store, tenant, part, {',
        '          for (const { user, after } of part) tenant.setRows(user, after);\n          commit(store, tenant, part, {',
      ],
      [
        '          for (const { user, after } of part) tenant.setRows(user, after);\n          computedMs',
        '          computedMs',
      ],
    ]),
    bug('what people get is not recorded', 'directory/embedded/actuate.ts', [
      ['store.audit.append(runRecords(store, tenant, part, options));', 'runRecords(store, tenant, part, options);'],
    ]),
    bug('what a group gives is not recorded', 'directory/embedded/desired-state.ts', [
      ['return footprints.flatMap(', 'return footprints.slice(0, 0).flatMap('],
    ]),
    bug('a failed edit is not repeated', 'chat/pacer.ts', [['const RETRIES = 8;', 'const RETRIES = 0;']]),
    bug('only the first card of a change is edited', 'chat/live-cards.ts', [
      ['for (const card of await book.of(number)) {', 'for (const card of (await book.of(number)).slice(0, 1)) {'],
    ]),
    bug('a message that comes twice is answered twice', 'chat/conversation.ts', [
      ['    heard.set(key, done);\n', ''],
      ["    if (before !== 'answered') await answeredBefore.keep(incoming);\n".trim(), ''],
      [
        "if (before === 'perhaps') await sayPerhaps(services, incoming);\n        else if (before === undefined)",
        'if (before !== undefined || before === undefined)',
      ],
    ]),
    bug('a fault is not told', 'teams/deliver.ts', [
      [
        'if (SPOKEN.has(activity.type) && !delivery.lost.aborted) await tellFault(placeOf(activity), activity, delivery);',
        '',
      ],
    ]),
    bug('a transaction that failed is not undone', 'store/sqlite/database.ts', [['    this.#rollBack(level);\n', '']]),
    bug('a record is not bound to the one before it', 'store/audit-rows.ts', [
      ['json(details), prev_hash };', "json(details), prev_hash: '' };"],
    ]),
    bug('a seal does not follow what is changed', 'store/sqlite/sealed.ts', [
      ["update('UPDATE', '+ 0', `+ ", "update('UPDATE', '+ 0', `+ 0 * "],
    ]),
    bug('requests are tidied away', 'store/sqlite/changes.ts', [
      ["WHERE (state = 'previewed' OR", "WHERE (state IN ('previewed', 'waiting') OR"],
    ]),
    bug('a change is over before it is done', 'engine/change-ends.ts', [
      ['if (!this.#isSettled(record)) return undefined;', ''],
    ]),
    bug('a fault of the disk ends the controller', 'engine/worker.ts', [
      ['      retrying.delete(key);\n      queue.add(key);', '      retrying.delete(key);'],
    ]),
    bug('a decision leaves the cards as they were', 'notices/approvals/carry-requests.ts', [
      [
        '  async function decided(record: ChangeRecord): Promise<void> {\n    moved(record);',
        '  async function decided(record: ChangeRecord): Promise<void> {',
      ],
    ]),
    bug('a card is forgotten before it is known as another', 'chat/live-cards.ts', [
      ['      await book.add(number, { ...card, ...pressed });\n', ''],
      [
        '      if (insteadOf !== undefined && insteadOf !== number) await book.remove(insteadOf, card);\n',
        '      if (insteadOf !== undefined && insteadOf !== number) await book.remove(insteadOf, card);\n      await book.add(number, { ...card, ...pressed });\n',
      ],
    ]),
    bug('news stays to be told', 'notices/tell-row.ts', [['    await outbox.told(id);\n', '']]),
    bug('who comes late hears nothing of a schedule', 'engine/scheduled-changes.ts', [
      [
        "record.schedule && tell(records, number, 'start', { kind: 'began' });",
        'record.schedule && records.outbox.of(String(number));',
      ],
    ]),
    bug('whom a fault of the disk cut off is forgotten', 'engine/controller.ts', [
      ['        if (!isDone) {\n', '        if (!isDone && changes.length === 0) {\n'],
    ]),
    bug('members who leave stay on the disk', 'directory/embedded/members.ts', [
      ['      places.put(group, member, undefined);\n', ''],
      ['    remove(group, member) {\n', '    remove(group, member) {\n      if (group >= 0) return;\n'],
    ]),
  ],
].flat();

type Edit = readonly [stands: string, becomes: string];

/** @param beside an edit of another file that the bug takes as well */
function bug(
  name: string,
  file: string,
  edits: readonly Edit[],
  beside?: readonly [file: string, ...edit: Edit],
): readonly Planted[] {
  if (beside === undefined) return [{ name, file, edits }];
  const [other, ...edit] = beside;
  return [
    { name, file, edits },
    { name, file: other, edits: [edit] },
  ];
}
