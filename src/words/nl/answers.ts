import type { answers as english } from '../en/answers.ts';
import type { Translated } from '../translated.ts';

/** Korte zinnen die geen kaart zijn. */
export const answers = {
  fault: 'Er ging hier iets mis. Er is niets verloren; zeg het straks nog eens.',
  pressFault: 'Er ging hier iets mis. Er is niets verloren; druk straks nog eens.',
  perhapsSaid: 'Teams zei niet of mijn laatste bericht is aangekomen. Staat het hier niet, zeg het dan nog eens.',
  perhapsShown: 'Teams zei niet of mijn laatste bericht is aangekomen. Staat het hier niet, zeg dan “toon #{number}”.',
  busy: 'Ik ben nog met anderen bezig. U hoeft het niet opnieuw te zeggen: ik kom eraan toe.',
  stillLooking: 'Ik ben nog aan het kijken: hier zijn {count} mensen. Het antwoord komt op deze plaats.',
  tooMany: 'Dat is meer tegelijk dan ik van één persoon aankan. Er is niets gedaan; wacht een paar seconden.',
  noSuchChange: 'Er is geen wijziging #{number}.',
  unknownButton: 'Deze knop ken ik niet meer. Zeg wat u nodig hebt.',
  unknownChange: 'Deze wijziging ken ik niet meer. Zeg wat u nodig hebt.',
  staleFix: 'Dit is een oudere kaart. De nieuwste kaart van de wijziging heeft de oplossingen die nog gelden.',
  notYours: 'Alleen {who} kan over dit voorbeeld beslissen. Zeg het zelf, dan krijgt u uw eigen voorbeeld.',
  notAllowed: 'Uw rol omvat dit niet. Een van deze kan het: {roles}.',
  sayInChat: 'Dat beslist iets: zeg het in de chat, of druk op de knop. Er is niets gewijzigd.',
  notFromHere: 'Deze oplossing kan niet vanaf hier: de kaart zegt wat ervoor nodig is.',
  said: 'U zei: {text}',
  posted: 'Zie hieronder.',
  took: 'Voltooid: #{number}, {target}. {outcome}.',
  stale: {
    previewed: 'Dit is een oudere kaart: de uitkomst is sindsdien opnieuw gesimuleerd. Er is niets gewijzigd.',
    waiting: 'Een tweede persoon is al gevraagd. Er is niets gewijzigd.',
    scheduled: 'Dit is al gepland.',
    queued: 'Dit is al toegepast.',
    running: 'Dit is al toegepast en is bezig.',
    cancelling: 'Dit wordt al geannuleerd.',
    finished: 'Dit is al toegepast en voltooid.',
    cancelled: 'Dit is al geannuleerd.',
    dismissed: 'Dit voorbeeld is al geannuleerd. Er is niets gewijzigd.',
    superseded: 'Een verbeterd voorbeeld kwam in de plaats van dit. Er is niets gewijzigd.',
    refused: 'De directory heeft dit geweigerd. Er is niets gewijzigd.',
    rejected: 'Dit is afgewezen. Er is niets gewijzigd.',
    expired: 'Dit voorbeeld is verlopen. Zeg het nog eens om de uitkomst van nu te zien. Er is niets gewijzigd.',
  },
  aBot: 'Ik ben een bot die zorgt dat Microsoft 365-licenties kloppen, geen mens. Zeg “help” om te zien wat ik kan.',
  smalltalk: 'Graag gedaan. Zeg “help” om te zien wat ik kan.',
  stillWaits: 'Er is sindsdien iets anders gezegd. Dit zou er gebeuren; er is nog niets veranderd.',
  waiting: 'Er is nog niets gewijzigd, en het voorbeeld wacht. Zeg “ja” als het moet gebeuren, of “nee”.',
  takesPlace:
    'Zodra hierover is beslist, komt dit in de plaats van #{number}. Tot dan blijft #{number} staan zoals gepland.',
  theirs: 'In deze chat is niets van u gewijzigd. Bedoelt u wijziging #{number} van {person}?',
  elsewhere: 'In deze chat is niets van u gewijzigd. Bedoelt u wijziging #{number}, die elders is gedaan?',
  unread: 'Ik kan geen afbeeldingen, bestanden of doorgestuurde berichten lezen: plak de tekst hier.',
  nothingPending: 'Er wacht niets op uw antwoord.',
  outOfScope: {
    password: 'Wachtwoorden herstel ik niet: dat doet Microsoft Entra. Ik zorg dat licenties kloppen.',
    delete_group: 'Ik verwijder geen groepen. Wel kan ik de licenties van een groep weghalen: “verwijder E3 van …”.',
    purchase:
      'Ik kan geen licenties kopen: dat gaat in het Microsoft 365-beheercentrum, onder Facturering. Wel kan ik zeggen hoeveel er ontbreken: “hoeveel E3 zijn er nog”.',
    price:
      'Prijzen ken ik niet. Wel kan ik zeggen hoeveel licenties in gebruik zijn en hoeveel er vrij zijn: “hoeveel E3 zijn er nog”.',
    privilege: 'Rollen geef ik niet. Ik kan zeggen wat de uwe toestaan: “mag ik licenties toewijzen?”',
    none: 'Ik weet niet wat u daarmee bedoelt. Ik zorg dat licenties kloppen; dit kunt u bijvoorbeeld vragen:',
  },
  notYet: {
    other: 'Ik begreep u, maar dat kan ik nog niet.',
    exceptions:
      'Een groep geeft haar licenties aan al haar leden: ik kan er geen uitzonderen. Maak een groep zonder hen en zeg het van die groep.',
  },
  ruleUnexported:
    '“{part}” is hier van niemand bekend, dus is niet te zeggen wie de regel zou nemen. Exporteer het met de mensen mee, of vraag wat een regel met iets anders zou doen.',
  ruleUnread:
    'Wat een regel bij “{part}” zegt, valt niet te zeggen uit wat hier van mensen bekend is. Bekend zijn accountEnabled, department, displayName, jobTitle, objectId, usageLocation, userPrincipalName en userType, waar zij geëxporteerd zijn, met -eq, -ne, -in, -notIn, -startsWith, -contains en het tegendeel daarvan, verbonden met -and, -or en -not.',
  notRunning: 'Er is niets bezig.',
  undoNumber: 'maak {number} ongedaan',
  nothingToUndo: 'Hier valt niets ongedaan te maken.',
} as const satisfies Translated<typeof english>;
