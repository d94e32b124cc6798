/** English phrases. Longer phrases win over shorter ones, names of the tenant over all. */
export const en = {
  give: 'throw in|chuck in|toss in|gve|gvie|dispense|tack|associate|endow|fit out|deck out|apply|assignment of|allocation of|provision of|provisioning of|addlicenses|add licenses|add license|do the assignment of|make the assignment of|do an assignment of|entitle|push|push out|light up|license up|licence up|whack|allot|apportion|bestow|dish out|dole out|ship|deliver|award|hand over|fix up|rig out|stock|confer|enable for|grant out|assign out|procure|get hold of|load|load up|attach|bind|tie|link|connect|pass|pass on|start giving|start assigning|begin giving|giv|asign|asgn|give out|gives out|onboard|extend|prolong|use|sort|provide|distribute|offer|furnish|outfit|kit out|set up|hook up|hook|slap|arrange|sort out|get set up|assign|give|grant|provision|allocate|hand out|hand|issue|deploy|roll out|roll|supply|equip',
  add: 'append|admit|subscribe|register|enlist|insert|sign|enroll|enrol|sign up|invite|add|include',
  put: 'chuck|shove|bung|whack|put|set|place|stick|pop|slot',
  need: 'are desperate for|is desperate for|am desperate for|are crying out for|is crying out for|are dying for|is dying for|can really use|can use a|receives|could i trouble you for|can i trouble you for|may i trouble you for|may i ask for|could i ask for|can i ask for|is to receive|are to receive|shall receive|will receive|is to be given|are to be given|shall have|shall get|is to be on|are to be on|asks for|ask for|is asking for|are asking for|borrow|borrows|is waiting for|are waiting for|is still waiting for|are still waiting for|is in need of|are in need of|is still without|are still without|is without|are without|lacks|lack|is lacking|can i get|could i get|can we get|could we get|may i have|may we have|can i have|could i have|can we have|could we have|would it be possible to have|is it possible to have|would it be possible to get|is it possible to get|could use|could really use|could do with|is to get|are to get|is to have|are to have|is missing|are missing|is still missing|are still missing|still needs|still need|really needs|really need|badly needs|badly need|also needs|also need|is due|are due|needs|need|wants|requires|require|should get|should have|should receive|must have|must get|has to have|have to have|has to get|gets|get|will need|would like|would need|needs to have|needs to get|is entitled to',
  take: 'recall|eliminate|retrieve|subtract|dissociate|disassociate|unlink|unassociate|scrub|tear|rip|strike|deallocate|unallocate|de-allocate|deprive|dispossess|divest|removal of|revocation of|withdrawal of|removelicenses|remove licenses|remove license|yank|claw back|take back|repossess|confiscate|nix|purge|decommission|lift|release|disentitle|peel off|retire|sunset|unlicense|unlicence|delicense|cut off|cut|relieve|rid|discontinue|terminate|phase out|clear|must go|has to go|have to go|needs to go|need to go|should go|can go|may go|dump|ditch|scrap|axe|bin|kill|nuke|zap|hide|hand in|surrender|relinquish|give up|detach|retract|rescind|remove|rm|revoke|unassign|un-assign|take away|take|withdraw|strip|pull|drop|deprovision|get rid of',
  kick: 'kick out|throw out|discharge|dismiss|unenrol|unenroll|disenroll|boot out|chuck out|evict|oust|boot|eject|offboard|chuck|kick|throw|expel',
  delete: 'delete|destroy|wipe|erase',
  enable:
    'tick|whitelist|power on|power up|activation of|enablement of|bring back|reinstate|restore|give back|flip on|toggle on|light up|fire up|reactivate|reenable|unlock|unmute|allow|permit|unblock|open up|enable|turn on|switch on|activate|re-enable|turn back on|switch back on',
  disable:
    'knock off|uncheck|untick|deselect|unselect|opt out of|suppress|prohibit|disallow|power off|power down|silence|deactivation of|flip off|toggle off|kill off|suspend|mute|shut|block|shut off|shut down|take out|disable|turn off|switch off|deactivate',
  make: 'make',
  keep: 'keeps|retains|retain|hold on to|holds on to|hang on to|hangs on to|keep|leave|stay|stays|remain|remains',
  turn: 'flip|toggle|flick|turn',
  go: 'can go back|may go back|should go back|has to go back|goes back|go back|must go|has to go|have to go|needs to go|need to go|should go|can go|may go|go|goes|moves',
  rather: 'instead',
  move: 'reassign|rotate|transplant|re-home|rehome|redeploy|shift|bring|move|transfer|relocate',
  swap: 'swop|switch out|supplant|exchange|supersede|trading|trade in|swap|switch|replace|convert|change|swap out|switch over|trade',
  substitute: 'substitute|swap in',
  upgrade:
    'port|graduate|uplift|boost|demote|scale down|scale back|scale up|dial down|knock down|move down|update|lower|level up|level down|bump|bring|raise|lift|promote|transition|step up|step down|upgrade|downgrade|step',
  restrict:
    'restrict|limit|trim|trim down|pare|pare down|slim|slim down|strip down|strip back|cut down|cut back|confine|narrow|narrow down|reduce',
  copy: 'carry over|carry across|repeat|sync|reproduce|copy|clone|duplicate|mirror|replicate|match',
  migrate: 'migrate|clean up|tidy up|consolidate|deduplicate',

  gave: 'up and running with|up and running on|be supplied with|supplied with|supplied|be equipped with|equipped with|be furnished with|furnished with|handing|be provided with|provided with|be receiving|sorting out|arranging|organising|organizing|setting up|rolling out|handing out|putting|placing|pushed|shipped|entitled|allotted|delivered|handed|set up with|kitted out|provisioning|deploying|granting|issuing|rolled out|handed out|provisioned|allocated|issued|deployed|enrolled in|licensed|be licensed|be given access to|gave|given|got|assigned|received|granted|getting|assigning|giving|adding|added|be given|be assigned|be added',
  took: 'relieved of|stripped of|deprived of|divested of|be relieved of|be stripped of|be deprived of|yanked|stripped|stripping|withdrawing|pulling|unassigning|rescinded|retracted|reclaimed|reclaiming|dropping|gone|pulled|withdrawn|unassigned|be pulled|be withdrawn|be unassigned|removed|took|taken|revoked|removing|revoking|taking|be removed|be taken|be revoked|no longer had|kicked',
  enabled: 'enabled|enabling|turned on|switched on|turning on|switching on|activated|activating',
  disabled: 'disabling|turned off|switched off|turning off|switching off|deactivated',
  joined:
    'become members of|becomes part of|become member of|become a member in|become a member of|become part of|be part of|be a member of|joins|joined|joining|join|became a member of|becomes a member of|is added to|were added to|was added to',
  lost: 'can give back|may give back|must give back|have to give back|has to give back|should give back|gives back|will give back|can hand back|may hand back|should hand back|hands back|can return|may return|should return|must return|hand in|surrender|relinquish|give up|loses|lost|lose|losing',
  left: 'leave|leaves|leaving|quits|quit|is removed from|were removed from|was removed from|left',
  moved: 'moved|moves|moving|transferred|transferring|relocated',
  swapped:
    'substituted|substituted with|substituted by|be substituted|superseded|exchanging|trading|converted|converting|migrated|migrating|switched|switches|upgraded|downgraded|swapped|replaced|swapping|switching|upgrading|downgrading|replacing|went',
  copied: 'copied|copying',

  to: 'to|too|onto|into|up to|down to|over to|across to|back to',
  for: 'for',
  in: 'in with|in alongside|at|in|inside|within|across|throughout|all across',
  from: 'back from|as a member of|as member of|from|frm|out of|off of',
  of: 'of',
  with: 'with|including|incl|plus',
  without:
    'but then without|but do leave out|but please without|but hold back|hold back|holding back|keep back|but keep out|leave off|leaving off|with the exclusion of|stripped of|but neither|with neither|and neither|only without|just without|but leave out|but skip|skip|excl|skipping|exclude|except for the plan|sans|apart from the plan|not counting|without|w/o|w/out|minus|excluding|but no|but not|but without|with no|no more|not including|leaving out|leave out|omitting|no',
  except:
    'bar|barring|save for|saving|sparing|leaving aside|other than for|except|just not|just not for|just not to|but not to|but not for|but not from|but not in|except for|apart from|other than|besides|with the exception of|all but|but for|excepting',
  only: 'and nothing else|and nothing more|and nothing besides|and that is all|exclusively|purely|no more than|that only has|that has only|that only includes|which only has|limited to|restricted to|having only|only|just|solely|nothing but|only with|just with',
  instead:
    'instead off|in stead of|inplace of|take the place of|takes the place of|instead of|rather than|in place of|in exchange for|in return for|in trade for|in lieu of',
  between: 'between|among',
  by: 'by',
  on: 'come back on|go back on|come on again|back on again|switched on|turned on|on',
  off: 'excepted|out of it|out of this|out of that|excluded|not included|left out|switched off|turned off|off|out|disabled',
  particle: 'onwards|onward|available|down|away|back|over|up|out',
  and: 'and|as well as|along with|together with|but|and also',
  but: 'while|whereas|but',
  or: 'or|nor',
  arrow:
    'make room for|is to make way for|should give way to|must give way to|make place for|makes room for|makes way for|make way for|gives way to|give way to|has to make way for|should make way for|must make way for|becomes|become|to become|→|➔|➜|⇒',
  backArrow: '←|⇐',
  after: 'then|and then|after that|afterwards|followed by|and after that',
  not: "is done with|are done with|no longer want|no more use for|can do without|could do without|no longer needs|no longer need|no longer requires|no longer wants|doesn't need|does not need|don't need|do not need|doesn't require|has no need for|have no need for|has no use for|have no use for|not|don't|do not|never|doesn't|does not|didn't|did not|shouldn't|should not|won't|will not|can't|cannot|can not|mustn't|must not|isn't|is not|aren't|are not|no longer|wouldn't|would not|hasn't|has not|haven't|have not|wasn't|weren't|ain't|nobody|no one|no need to|refrain from|avoid|hold off|none|nothing|neither|couldn't|could not|needn't|need not|stop|cancel|undo|forbid|prevent",
  unneeded:
    "is done with|are done with|no longer want|no more use for|can do without|could do without|no longer needs|no longer need|no longer requires|no longer wants|doesn't need|does not need|don't need|do not need|doesn't require|has no need for|have no need for|has no use for|have no use for",
  same: 'exactly what|precisely what|just what|the same way as|the same way|in the same way as|along the lines of|identically to|identical to|on par with|on a par with|in line with|the exact same licences as|the exact same licenses as|exact same licenses as|exact same licences as|the exact same as|exactly the same licences as|exactly the same as|just like|exactly like|like|whatever|everything that|all that|what|the same licenses and plans as|the same stuff as|the same set as|an identical set to|same|the same licenses as|the same licences as|same licenses as|same licences as|the same products as|the same as|same as|the same licenses that|exactly the same licenses as|the same license as|the same licence as|same license as|same licence as',
  also: 'that the group already covers|the group already covers|already covered by the group|on top of what it has|on top of what they have|on top of what they already have|on top of that|on top of it|besides what they have|in addition|in addition to what they have|to boot|still|yet again|again|once more|also|as well|additionally|too',
  until:
    'valid until|valid till|good until|running until|expiring|lasting until|ending|ending on|ends|ends on|but only until|only until|just until|but only till|only till|until|till|til|up to|through|thru|until and including|till and including|up to and including',
  since: 'since',
  starting:
    'not before|no earlier than|not earlier than|only as of|only starting|starting|as of|effective|beginning|starting from|starting on|as from|from',
  during: 'for',
  because:
    'because|because of|due to|on account of|owing to|given that|now that|seeing that|as requested|reason:|the reason is|reason is|so that|in order to',
  forever: 'until further notice|for now|for the time being|indefinitely|permanently',
  now: 'without delay|right away|as soon as possible|effective immediately|with immediate effect|now|right now|immediately|today|as of today|as of now|straight away|at once|from now on',
  temporary: 'temporarily|for a while|for a short while|for a bit|on a temporary basis|as a temporary measure',
  must: 'to be|could|is supposed to|are supposed to|is meant to|are meant to|is to be|are to be|has to|have to|needs to|need to|can|may|should be|must be|has to be|have to be|needs to be|need to be|should|must|ought to',

  all: 'the whole of|everything|all of it|all|every|all the|all of the|all of|each',
  everything: 'everything|all of it',
  everyone:
    'whoever is|each and every member of|each and every one of|each and every person in|each and every member|each and every one|each and every person|tenant wide|tenantwide|company wide|companywide|organisation wide|organization wide|org wide|across the tenant|across the whole tenant|across the company|across the whole company|everyone|everybody|everyone who is|everybody who is|every user|every member|every person|all users|all the users|all members|all the members|all people|all the people|all employees|all staff|all of the members|all of the users|each member|each user|the whole company|the entire company|the whole tenant|the entire tenant|the whole organization|everyone that is|all groups|every group|everywhere|the tenant|tenant',
  license:
    'assignments|ones|copies|license|licenses|licence|licences|licensing|subscription|subscriptions|seat|seats|lic',
  group: 'group|groups|team|department|grp|dept|security group',
  user: 'lot|bunch|gang|crowd|squad|folks|guys|crew|user|users|people|person|persons|employee|employees|colleague|colleagues|account|accounts|staff',
  member: 'member|members|membership|memberships',
  product: 'product|products|sku|skus|package|packages|suite',
  plan: 'part|parts|component|components|plan|plans|service plan|service plans|service|services|app|apps|feature',
  location: 'usage location|usagelocation|usage-location|location|country|usage country',
  direct:
    'directly rather than via a group|directly rather than through a group|directly instead of via a group|directly instead of through a group|directly and not via a group|directly, not via a group|direct|directly|direct copy|direct copies|directly assigned|individually assigned|themselves|himself|herself|personally',
  both: 'both|both of|both in',
  auxiliary: 'is|are|be|has|have|had|were|was|would|will',
  as: 'as',
  ensure:
    "it would help if|it'd help if|it would be helpful if|it would be handy if|it would be useful if|is there any chance that|is there any chance|is there a chance|any chance that|any chance|i'd be grateful if|we'd be grateful if|i'd appreciate it if|we'd appreciate it if|it'd be great if|it'd be good if|i would be grateful if|i would appreciate it if|it would be great if|it would be nice if|we would be grateful if|would you mind|do you mind|we'd like to see|i'd like to see|we would like to see|i would like to see|would it be possible for|is it possible for|could it be arranged for|can it be arranged for|would it be ok for|please have|we've decided that|we have decided that|it was decided that|it has been decided that|see that|i would love|we would love|i need you to make sure|i want to make sure|it would be great if|it would be good if|let|i want|we want|make sure|make sure that|ensure|ensure that|see to it that|i'd like|i would like|we'd like|we would like",
  having:
    'end up on|ends up on|end up with|ends up with|ending up with|receive|receives|be holding|holds|use|to use|be on|hold|has|have|to have|gets|to get',
  numeral: 'one|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple of',
  subject: "i|we|you|i'd|we'd|we've|i've|we're",
  me: 'me|myself|us|ourselves|yourself',
  pronoun: 'it|this|that|them|these|those|she|he|they|her|him|their|his|same thing|its|whose',
  filler:
    "which is called|that is called|which is named|that is named|whole|entire|either|full|the|a|an|'s|access to|existing|following|our|my|your|of the|each of the|called|named|namely",
  polite:
    "may i kindly ask you to|might i ask you to|may i ask you to|can i ask you to|could i ask you to|can i kindly ask you to|would it be at all possible to|would it at all be possible to|if it isn't too much bother|if it is not too much bother|if it's not too much bother|if it isn't too much trouble|if it is not too much trouble|if it's not too much trouble|might i trouble you for|may i trouble you for|could i trouble you for|if you would be so kind|would ya|will ya|can ya|could ya|do the needful and|do the needful|could you possibly|can you possibly|would you possibly|when you have a moment|when you get a chance|would be lovely|would be great|would be nice|would be good|would be perfect|to do|todo|to dos|action items|no sooner|not sooner|no earlier|not earlier|hereby|don't forget to|do not forget to|please remember to|remember to|be sure to|make sure to|please do two things|do two things|please do the following|do the following|two things|a couple of things|a few things|some things|dear colleague|dear colleagues|dear support|dear helpdesk|dear all|dear team|dear it|hi support|hi colleagues|hello support|hello helpdesk|when you have a sec|when you get a sec|when you have a second|when you have a minute|when you have a min|when you get a minute|when you get a moment|if you have a moment|if you have a sec|pretty please|be so kind|would you kindly|could you kindly|it would be great if you could|would love it if you could|care to|mind|i need someone to|somebody please|could somebody|can somebody|as usual|as always|as ever|finally|basically|obviously|naturally|ironically|of course|definitely|certainly|for what it is worth|just so you know|long story short|in short|to be clear|to be precise|specifically|can we do|could we do|let's do|can you do|could you do|could you maybe|can you maybe|could you perhaps|can you perhaps|would you perhaps|be a star and|be a dear and|be an angel and|be so good as to|do us a favour and|do us a favor and|no rush|no hurry|not urgent|nothing urgent|when time permits|at your leisure|hope you're well|hope you are well|hope all is well|i hope you're well|i hope you are well|hope this finds you well|hope you're doing well|urgent|and the rest stays|the rest stays|and leave the rest as it is|and leave the rest as is|and leave the rest alone|and leave everything else as it is|and leave everything else alone|leave the rest as it is|leave the rest as is|leave the rest alone|leave everything else as it is|leave everything else alone|can i get|could i get|can we get|could we get|may i have|may we have|can i have|could i have|can we have|could we have|would it be possible to have|is it possible to have|would it be possible to get|is it possible to get|at the moment|right at this moment|at present|if you would|if you could|feel free to|go and|whenever possible|at your convenience|when convenient|first thing|straight away|straightaway|at once|pronto|do me a favour and|would it be ok to|would you be able to|are you able to|could we please|can we please|can you just|could you just|could you quickly|can you quickly|please|pls|plz|kindly|asap|can you|could you|would you|will you|can u|could u|can you please|could you please|would you please|would you mind|i want you to|i'd like you to|i would like you to|i want to|i'd like to|i would like to|we want to|we'd like to|we would like to|i need to|we need to|i need you to|we need you to|go ahead and|let's|lets|do me a favor and|we should|you should|you can|you may|i wish to|can we|could we|just go ahead and|thanks in advance|thank you in advance|many thanks|thank you|thanks|thanks a lot|thx|ty|cheers|urgently|immediately|right away|right now|now|today|as of today|as of now|from now on|effective immediately|with immediate effect|these days|as soon as possible|if you can|if possible|when you can|when you have time|if you don't mind|for me|for us|ok|okay|so|well|hey|hi|hello|good morning|good afternoon|good evening|morning|afternoon|evening|dear|hi there|hey there|hello there|alright|great|oh|yo|hi all|hi team|hello team|hi everyone|hey bot|hi bot|hello bot|dear bot|bot|fyi|by the way|btw|kind regards|regards|best regards|could someone|can someone|someone please|would it be possible to|is it possible to|please go ahead and|we have to|i have to|quickly|we will need to|help me|actually|really|currently|simply",

  noise:
    'sort them out will you|sort them out please|sort it out will you|please sort|please sort it|get them sorted|get it sorted please|sort this out please|pls action|please action|for action|action required|action please|for your action|for immediate action|thx all|see below|per below|as below|as requested below|per my email|per my mail|as per my mail|cheers mate|thanks mate|thank you kindly|thanks so much|thanks very much|ta very much|thanks again|thanks ever so much|temp cover|as per usual|for the quarter close|nothing fancy|no drama|if that is ok|if that is okay|ideally|quick favour|quick favor|small request|small thing|little request|just a quick one|another one|one from me|from me|same drill|usual drill|all good otherwise|hope that makes sense|hope that is ok|let me know|lmk|new request|access request|standard request|service request|change request|as discussed|as agreed|as promised|new starter|new starters|new hire|new hires|new joiner|new joiners|new colleague|new employee|onboarding|whenever you have a moment|when you have a moment|if you get a chance|once you have time|when you have time|actually|really|sorry|sorry to bother you|sorry to bother you again|sorry to bug you|apologies|uh|um|uhm|er|hmm|folks|guys|mate|team|would you be so kind as to|be so kind as to|so kind as to|thanks a million|thanks a lot in advance|many thanks in advance|much appreciated|appreciate it|appreciated|that would be great|would be great|please and thank you|re|fw|fwd|license request|licence request|quick one|quick question|quick request|one more thing|one more|next one|when you get a chance|if you have a minute|if it is not too much trouble|i was wondering if you could|i wonder if you could|any chance you could|would be nice if you could|request|ta',
  more: 'any more|anymore|any longer',
  asis: 'alone|as it is|as is|as they are|untouched|in place|where it is|unchanged',
  relative: "who's|who is|who are|that are|that is|who're",

  weekday: 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri',
  month:
    'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec',
  unit: 'days|day|weeks|week|months|month|years|year|hours|hour|quarter|weekend|minutes',
  day: 'tomorrow|yesterday|tonight|today|noon|midnight|eod',
  next: 'next|this|coming|last',
  end: 'the end of|end of|the start of|start of|the beginning of|beginning of',
} satisfies Readonly<Record<string, string>>;
