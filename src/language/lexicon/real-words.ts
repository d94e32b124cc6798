/**
 * Everyday words of both languages that are one letter away from a word of a command or a question: "vertrek" is no
 * misspelled "verstrek", nor "unable" "enable". They are never corrected into one.
 */
export const REAL_WORDS: ReadonlySet<string> = new Set(
  (
    'aangeeft aard activatie activeert align alike allows arrow attack awards aware batch baten bath beach bedoel bedoelen ' +
    'begeven bend beperkend bestelt bevel bewaakt bewaard bewerken bezorgd bezwaar bied blacks blijken blijkt blind boeken ' +
    'bold bond boring breed brengt brings burn bush catch charge chip clever coffer coins cold concert confines connects ' +
    'converts copes cosy cutting dare deeds deels deelt delivers delivery detain directie directs distributed distributes ' +
    'distributie eaten eist endure enkels enquires ensures equips exchanged exclusive extends extent fame fare fears feed ' +
    'fist flink flower fold gaten gebruikten gegevens gehouden geldt gent geschikt giant gold grade grand grants grave ' +
    'groei handel hands handy hard helft hersteld hitch hoek holes holy insure invited invites joint joints juist kans ' +
    'krijgend kring laadt laatsten landed lark lasten later lees leest leger leiden letten letting leven levers levert ' +
    'lezen lezer lijk lijkt liked limits links linkt living loan locks lord loved lowers luck maker mark mask mass meent ' +
    'merkt midst migratie migration mines mirrors missed mits mode moeilijk mole movers movie movies narrows needy nodige ' +
    'nodigt offers opgezet opzet opzetten overall overgaan overstap overzet pale park parse pasts peace plaatst placed ' +
    'places plate play pleas ponder pore port power praise procured procures promoted promotes provided provider provides ' +
    'raised raises rare reach rebel receiver reduced reduces reeds regain regal regels regelt replicated resides restored ' +
    'restores restricts retail rise road rolls router ruimt rushed sale samen savings saying schat schijf schrijft schuift ' +
    'seed seeds shame sharing shifts shipping ships shirt shock shoe sink skipped skips slaat slack slecht slechte slow ' +
    'snapt sock soft sold sole sons sore spring stad stelt steps sterk sticky stocks stray substitutes surely swift taak ' +
    'tellen telt tends tent toegekende toegevoegde toestaat told tower trace track traded trades train transfers trims ' +
    'trust turns unable unsure updated updaten updates vangen veld veranderde veranderden vergaderen verhoogd verhoogt ' +
    'verlaagd verlaten verleden verlengd verlengde vermogen vernemen verschaft verschuift verstreken vertrek vertrekken ' +
    'vertrekt vervangend vervanger verwisseld verzorgd verzorgt vink voel volg voorziet waard watch werk west whip wijst ' +
    'wijzigt wilden wins wisselend wisselt woken women worst zaak ziek zoeken zonde zover'
  ).split(' '),
);
