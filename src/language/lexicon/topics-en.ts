/** English words of questions and of requests that change no license, as pieces of patterns. */
export const topicsEn = {
  who: 'whoever|everybody who|everyone who|who all|who|whom|anyone|anybody|someone|which (?:users|people|members|persons|accounts|employees)|what (?:users|people|members)',
  why: "why|how come|what ?'?s the reason|what is the reason|for what reason|what caused|explain|reason why|what happened (?:to|with)|what ?'?s wrong with|what wrong with|what is wrong with|what went wrong with",
  howMany: 'how many|how much|number of|count|count of',
  show: 'show|list|display|view|see|find|search|look up|tell|overview|details|describe|print|info|(?:give|get) (?:me|us)',
  fail: "red|in the red|unhappy|not ok|not okay|misbehaving|messed up|acting up|fail|fails|failed|failing|failure|failures|error|errors|errored|problem|problems|issue|issues|wrong|broken|broke|trouble|stuck|unsuccessful|didn't work|did not work|violations?|not working|misses out",
  reprocess:
    'have another go at|give another go|have another try at|reprocess|re-process|retry|re-try|rerun|re-run|re-evaluate|reevaluate|recalculate|recheck|re-check|reapply',
  again: 'again|once more|anew|one more time',
  undo: 'undo|revert|roll back|rollback|reverse|take back|back out|unwind',
  cancel:
    'pull plug on|cancel|call (?:it|that|this) off|call off|stop|abort|halt|kill|terminate|abandon|interrupt|cease',
  approve:
    'approve|accept|sign off(?: on)?|green-?light|authori[sz]e|endorse|ratify|sanction|wave through|agree (?:to|with)|go ahead with',
  reject: 'reject|decline|deny|refuse|turn down|veto|disapprove|dismiss|rebuff|vote down|knock back',
  freeze: 'freeze|lock down|lock|pause|suspend|put a freeze on|hold',
  unfreeze:
    'lift (?:the )?freeze(?: on (?:all )?(?:licen[cs]e )?changes)?|(?:you may |you can |please )?allow (?:all )?(?:licen[cs]e )?changes again|(?:you may |you can |please )?lift (?:the )?(?:change )?(?:stop|freeze)|end (?:the )?change (?:stop|freeze)|unfreeze|unlock|thaw|lift(?: the)? freeze|end(?: the)? freeze|stop(?: the)? freeze|resume|remove(?: the)? freeze',
  fix: 'green|in the green|error-free|without errors|smallest change|fewest changes|least changes|fix|fixes|solve|resolve|repair|suggest|suggestions?|solutions?|remedy|remedies|recommend|recommendations?|sort out|zero errors|what can (?:i|we) do|what should (?:i|we) do|what to do|get rid of|clear|options',
  apply: 'apply|do|use|run with|go for|take|choose|pick|go with|execute|implement|carry out',
  option: 'option|fix|suggestion|solution|number|choice|nr',
  notify:
    'ping|notify|alert|warn|let (?:me|us|this channel|the channel) know|tell (?:me|us|this channel|the channel)|inform|message|keep (?:me|us) posted|remind|post|e-?mail (?:me|us)|mail (?:me|us)|send (?:me |us |)(?:a |)(?:message|note|notification|alert)',
  digest: 'summary|summaries|overviews?|digests?',
  export: 'export|download|report|csv|html|excel|spreadsheet',
  history: 'history|audit|audit log|audit trail|log|timeline|changelog',
  changes: 'licen[cs]e changes?|licensing changes?|changes?|changed|happened|touched|modified|altered|edited|went on',
  last: 'last|latest|most recent|previous|recent',
  seats:
    'seats?|availability|left|free|available|remaining|remain|in stock|in use|used|unused|consumed|utili[sz]ation|usage|spare|over|unassigned',
  enough: 'enough|sufficient|suffice|short of|fit|cover',
  status:
    "status|progress|how far|how is|how ?'?s|coming along|going|underway|in progress|eta|what are you doing|what are you working on|state of|percentage|how much longer|rollout|still busy|running|being processed|queue|queued|processing",
  compare: 'compare|comparison|difference|differences|differ|different|versus|vs|better than|extra',
  reclaim: 'free up|free|reclaim|harvest|recover|get back|claw back|make room|release|save|recoup',
  whoami:
    'which account do you have me down as|what am i cleared for|do i have (?:sufficient|enough|the necessary) (?:rights|permissions|permission|access)|which account am i|who am i|whoami|what am i (?:allowed|permitted|able)|am i allowed|am i permitted|am i able|do i have (?:permission|the right|rights|access|permissions|the permission)|what may i do|(?:may|can) i (?:assign|remove|give|add|approve|reject|change|swap|undo|reprocess|manage|see|move|set|do|license|revoke|copy)|my (?:roles?|permissions?|rights)|(?:what|which) (?:roles?|permissions?|rights) do i have|am i (?:an? )?approver|am i (?:an? )?(?:\\w+ )?admin(?:istrator)?',
  help: 'what can you actually do|what can you really do|what exactly can you do|how (?:does )?one (?:undo|undoes|assign|assigns|remove|removes)|what (?:sort|kind|kinds|sorts|type|types) of (?:things|questions|stuff|requests) (?:can|could|may|do) (?:i|we|you)|what (?:else )?(?:are you|is it) (?:able to|good for)|what are my options|help|how do i|how can i|how do you|how do we|how can we|how to|how should i|how would i|what can you do|what do you do|what can i (?:ask|say|type|do)|commands|manual|instructions|examples?|how does (?:this|it|that) work|what are you|who are you|are you (?:an? )?(?:bot|robot|human|real|person|ai)|what else can you do|guide|teach me|explain how',
  thanks:
    'that did the trick|did the trick|that worked|works now|all good now|you saved my day|saved my day|you made my day|much better|thanks|thank you|thx|cheers|ta|tnx|tysm|appreciated|much appreciated|appreciate it|many thanks',
  hello:
    "you awake|are you awake|anyone home|hello|hi|hey|good morning|good afternoon|good evening|good night|morning|afternoon|evening|howdy|hiya|greetings|yo|bye|goodbye|see you|see ya|good day|how are you(?: doing)?|what ?'?s up|how ?'?s it going|are you there|nice to meet you|have a (?:nice|good|great) (?:day|weekend|evening|one)",
  praise:
    "hero|you are a hero|great stuff|good stuff|sorry to bother you|legend|star|lifesaver|brilliant|splendid|fab|fabulous|spot on|well done|great|nice|awesome|perfect|cool|excellent|super|brilliant|wonderful|fantastic|amazing|lol|haha|good (?:job|work|bot)|well done|great (?:job|work)|nice (?:work|one|job)|love it|you rock|you ?'?re (?:the best|great|awesome|amazing)|you are (?:the best|great|awesome|amazing)|wow|sorry|my bad|oops|impressive|neat|sweet|ok|okay|got it|never ?mind",
  yes: "submit|submit it|yess+|yea|yeh|ye|that ?'?s fine|that is fine|fine by me|that ?'?s ok|that ?'?s okay|yes|y|yep|yeah|yup|sure|ok|okay|go ahead|do it|confirm|confirmed|proceed|please do|go for it|make it so|affirmative|apply it|apply|go|absolutely|correct|right|that ?'?s right|that ?'?s correct|exactly|sounds good|of course|fine|definitely|alright|all right|carry on|let ?'?s do it|let ?'?s go|run it|agreed|do that|sure thing|looks good|lgtm|ship it|perfect|looks fine|looks ok|looks okay|that works|works for me|all good|make it happen|good to go|go on|sounds (?:about )?right|looks (?:about )?right|send it|k|kk|yes do|do so|fire away",
  no: "actually not|no|n|call (?:it|that|this) off|no need|no need to|not necessary|not needed|nope|nah|cancel|cancel it|cancel that|don't|do not|stop|don't do it|do not do it|don't do that|do not do that|never ?mind|forget it|forget that|forget about it|forget about that|nvm|nm|abort|not now|dismiss|drop it|no way|rather not|i ?'?d rather not|(?:scrap|bin|ditch|dump|kill|forget|drop|cancel|skip|stop|abandon) (?:it|that|this|mine|those|them|it all|all that|the whole thing)|cancel everything|leave it|leave (?:it )?as (?:it )?is|leave it (?:be|alone)|scrap that|scratch that|negative|not yet|discard|discard it|hold on|skip it|skip that|wait|please don't|stop it|stop that",
  lgtm: 'lgtm|looks good(?: to me)?|ship it|approved|approve it|approve this|approve that|approve|i approve|i approve (?:it|this)|go ahead|fine by me|fine with me|ok with me|okay with me|good to go|agreed|all good|sounds good|yes|ok|okay|i agree|granted|looks fine|good by me|permission granted|do it|yep|sure',
  noway:
    "reject|rejected|reject it|reject this|i reject|i reject (?:it|this)|decline|declined|denied|deny|no|nope|no way|not approved|disapprove|don't approve|do not approve|veto|i don't agree|i disagree|i do not agree|not ok|turn it down|refuse|not like this",
  rest: '(?:show |see |give me |list |and )*(?:the |me the )?(?:rest|others?|remaining(?: ones)?|more|next(?: page| ones| \\d+)?|remainder)(?: please| of them)?|anyone else|anybody else|who else|any others|any more|are there more|is that all|show more|more please|continue|next|next page|all of them',
  privilege:
    'global admin(?:istrator)?|licen[cs]e admin(?:istrator)?|user admin(?:istrator)?|groups? admin(?:istrator)?|admin|administrator|admin (?:role|rights|permissions)|administrator (?:role|rights)|owner(?:ship)? of|privileged|elevate|global reader',
  purchase: 'buy|purchase|order|procure|renew|buy more|invoice',
  password: 'passwords?|mfa reset|reset mfa|passcode',
  hypothetical:
    "(?:just )?show me what(?= .* (?:would do|will do|does)$)|what does happen (?:if|when)|what happens to(?= .* (?:if|when|once) )|would it hurt any(?:body|one) (?:to|if)|imagine (?:we|i|that)|does any(?:thing|one) (?:break|fail) (?:if|when)|what (?:would|will|does) it (?:cost|take|mean) (?:to|if)|(?:show|tell|give|work out for) (?:me|us) (?:what )?the (?:effect|impact|result|consequence|consequences|outcome) (?:if|of)|what would happen if|what would happen when|what happens if|what happens when|what will happen if|what ?'?d happen if|what if|who would fail if|who will fail if|who fails if|who would break if|how many (?:people |users |members |)(?:would|will) (?:fail|break) if|would anyone fail if|would anything (?:fail|break) if|will anyone fail if|what would (?:break|fail|change) if|what breaks if|what would be the (?:effect|impact|result|consequence|consequences) (?:if|of)|what(?: is| ?'?s) the (?:effect|impact|result|consequence|consequences) (?:if|of)|suppose|supposing|imagine|hypothetically|let ?'?s say|say|(?:is|would) it (?:be )?(?:safe|okay|ok|all right|alright|wise|risky|dangerous|a problem|a bad idea|harmful) (?:to|if)|would it hurt (?:to|if)|would anyone (?:mind|notice|complain|miss it|suffer) if|any (?:risk|risks|harm|danger|objection|objections|downside|downsides|side effect|side effects) (?:before|in|of|to|if)|what(?: is| are| ?'?s| ?'?re) the (?:risk|risks|danger|dangers|downside|downsides|side effect|side effects|implication|implications) (?:if|of|in)|who (?:would|will|is) (?:be )?(?:affected|hit|hurt|touched) (?:by|if|when)|can i safely|what would it do if|what(?: are| ?'?re) the consequences (?:if|of)|if",
  dryRun:
    "(?:just )?a preview(?: for now)?|(?:just checking,? )?don ?'?t do (?:it|this|that|anything) yet|just checking|(?:just |only )?a simulation|without (?:actually )?doing it|without (?:actually )?(?:applying|running) it|prepare (?:it |this |that )?but don ?'?t (?:run|do|apply|execute) (?:it|that)|but don ?'?t (?:run|do|apply|execute) (?:it|that)(?: yet)?|dry ?-?run|nothing (?:applied|changed|done) yet|do nothing yet|before (?:i|we) (?:pull the trigger|commit|do it|apply it|go ahead|do anything|really do it)|(?:give|show) (?:me|us) a preview|preview please|what-if run(?:netje)?|what if run(?:netje)?|mock run|simulate|simulation|preview|preview only|as a test|just a test|test run|trial run|without applying(?: it)?|only simulate|just simulate|don't apply(?: it| anything)?(?: yet)?|do not apply(?: it| anything)?(?: yet)?|just checking|what-if|whatif|test|rehearse|pretend",
};

/** Alternatives of a pattern for each topic; no repetition inside of repetition, so that matching stays linear. */
export type Topics = Readonly<Record<keyof typeof topicsEn, string>>;
