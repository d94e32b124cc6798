/** Words that say what kind of thing a name is of: they may be left out, added, or said in the other language. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  'user users group groups team teams department departments dept dpt depts grp gebruiker gebruikers groep groepen afdeling afdelingen afd'.split(
    ' ',
  ),
);

/** Usual abbreviations and translations of words in names of groups. */
export const OTHER_SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    dept: ['department'],
    dpt: ['department'],
    dep: ['department'],
    department: ['dept', 'afdeling'],
    afdeling: ['department', 'afd'],
    afd: ['afdeling', 'department'],
    grp: ['group', 'groep'],
    group: ['grp', 'groep'],
    groep: ['group', 'grp'],
    user: ['users', 'gebruiker'],
    users: ['user', 'gebruikers', 'usrs'],
    usrs: ['users'],
    gebruikers: ['users'],
    gebruiker: ['user'],
    team: ['teams'],
    mktg: ['marketing'],
    mkt: ['marketing'],
    mgmt: ['management'],
    mgt: ['management'],
    admin: ['administration'],
    hq: ['headquarters'],
    fin: ['finance'],
    ops: ['operations'],
    eng: ['engineering'],
    dev: ['development'],
    intl: ['international'],
  }),
);
