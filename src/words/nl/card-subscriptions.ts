/** What cards say of the subscriptions behind seats, in Dutch. */
export const subscriptions = {
  subscriptions: {
    bought: '{count} gekocht',
    inGrace: { one: '{count} licentie, in de respijtperiode', other: '{count} licenties, alle in de respijtperiode' },
    someInGrace: '{count} licenties, waarvan {grace} in de respijtperiode',
    suspended: { one: '{count} licentie, opgeschort', other: '{count} licenties, opgeschort' },
    lockedOut: { one: '{count} licentie, geblokkeerd', other: '{count} licenties, geblokkeerd' },
    deleted: 'geen licenties, het abonnement is verwijderd',
    andSuspended: '{seats}, nog {count} opgeschort',
    marks: {
      inGrace: 'respijt',
      someInGrace: '{count} in respijt',
      suspended: 'opgeschort',
      someSuspended: '{count} opgeschort',
      lockedOut: 'geblokkeerd',
      deleted: 'verwijderd',
      trial: 'proef',
      free: 'gratis',
    },
    numbers: {
      inGrace: 'in respijt',
      assignable: 'toe te wijzen',
      suspended: 'opgeschort',
      lockedOut: 'geblokkeerd',
      deleted: 'verwijderd',
    },
    sentences: {
      inGrace: {
        one: 'Het abonnement van **{product}** is verlopen en zit in de respijtperiode: de licentie eindigt als het niet wordt verlengd.',
        other:
          'Het abonnement van **{product}** is verlopen en zit in de respijtperiode: de {count} licenties eindigen als het niet wordt verlengd.',
      },
      someInGrace: {
        one: '{count} van de {total} licenties van **{product}** zit in de respijtperiode: het abonnement is verlopen.',
        other:
          '{count} van de {total} licenties van **{product}** zitten in de respijtperiode: het abonnement is verlopen.',
      },
      someSuspended: {
        one: 'Nog {count} licentie van **{product}** is opgeschort: die komt terug als het abonnement weer actief is.',
        other:
          'Nog {count} licenties van **{product}** zijn opgeschort: die komen terug als het abonnement weer actief is.',
      },
      suspended: {
        one: '**{product}** heeft {count} licentie, opgeschort: niet toe te wijzen zolang het abonnement niet weer actief is.',
        other:
          '**{product}** heeft {count} licenties, opgeschort: niet toe te wijzen zolang het abonnement niet weer actief is.',
      },
      lockedOut: {
        one: '**{product}** heeft {count} licentie, geblokkeerd: niet toe te wijzen zolang het abonnement niet weer actief is.',
        other:
          '**{product}** heeft {count} licenties, geblokkeerd: niet toe te wijzen zolang het abonnement niet weer actief is.',
      },
      deleted: 'Het abonnement van **{product}** is verwijderd: er zijn geen licenties meer.',
    },
    answers: {
      suspended: {
        one: '{count} abonnement is opgeschort, geblokkeerd of verwijderd.',
        other: '{count} abonnementen zijn opgeschort, geblokkeerd of verwijderd.',
      },
      noneSuspended: 'Geen abonnement is opgeschort, geblokkeerd of verwijderd.',
      inGrace: {
        one: '{count} abonnement is verlopen en zit in de respijtperiode.',
        other: '{count} abonnementen zijn verlopen en zitten in de respijtperiode.',
      },
      noneInGrace: 'Geen abonnement zit in de respijtperiode.',
      endedAlready: 'Al afgelopen: {products}.',
      endUnknown: 'Wanneer de andere eindigen staat niet in deze gegevens: Graph zegt het in /directory/subscriptions.',
      endUnknownOfOne:
        'Wanneer een abonnement eindigt staat niet in deze gegevens: Graph zegt het in /directory/subscriptions.',
      trial: { one: '{count} product is een proefversie.', other: '{count} producten zijn proefversies.' },
      noneTrial: 'Geen product heeft de naam van een proefversie.',
      alsoFree: 'Gratis: {products}.',
      trialUnknown:
        'Wie een betaald product op proef heeft, heeft het onder de gewone naam: deze gegevens zeggen het niet.',
    },
    renewFirst: 'Het abonnement is verlopen en zit in de respijtperiode: verleng het eerst.',
  },
} as const;
