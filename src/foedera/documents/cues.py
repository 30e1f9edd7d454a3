"""The words by which a line of a web page shows what it is: menus, captions, related links, newsletters, endings."""

from __future__ import annotations

import re

MENU = frozenset(
    """
    home news world politics business opinion opinions sport sports culture lifestyle travel weather video videos photos
    tv live radio podcasts podcast audio search menu close more all subscribe login register account share save print
    email facebook twitter x whatsapp linkedin reddit telegram pinterest instagram youtube tiktok bluesky threads
    messenger copy link comments comment advertisement advertisements ad sponsored listen gift follow next previous
    asia europe africa americas us uk usa china middle east pacific markets economy technology tech science health
    climate environment energy investigations analysis features editorial editorials columnists letters cartoons arts
    entertainment style food books film music games crosswords obituaries education law military defense defence
    security diplomacy region regions country countries topics tags sections latest trending events newsletters
    newsletter shop jobs about contact donate support help faq sitemap archive archives multimedia gallery publications
    publication research experts programs programmes media press newsroom careers membership explore edition editions
    advertise
    international national local society people nation blogs blog briefing reports report fact-check investigation
    """.split()
)
"""Words of menus. A line of at most four words, all of them here, is navigation."""

BUTTONS = frozenset(
    """
    search menu close more all subscribe login register account share save print email facebook twitter x whatsapp
    linkedin reddit telegram pinterest instagram youtube tiktok bluesky threads messenger copy link comments comment
    advertisement advertisements ad sponsored listen gift follow next previous newsletter newsletters
    """.split()
)
"""Words of menus that head no section of a text: between two paragraphs they are navigation all the same."""

NAVIGATION = re.compile(
    r"""(?:
      skip\ to\ .{3,30}|jump\ to\ .{3,30}|(?:sign|log)\ ?(?:in|up|out)(?:\ .{0,20})?|my\ account
      |create\ (?:an\ )?account
    | share(?:\ (?:this|on|via|full)\b.{0,60}|\ article)|click\ to\ .{3,40}|back\ to\ .{3,30}|copy\ (?:link
      |url).{0,20}
    | (?:show|hide|view|read|load|see)\ (?:all|more|less|comments?|full\ article)\b.{0,20}|open\ .{0,12}menu
      |toggle\ .+
    | \d+\ ?-?min(?:ute)?s?\.?\ read|reading\ time:?.{0,20}|listen\ to\ (?:this|the)\ .{3,30}|advertisement.{0,30}
    | breaking\ news|latest\ news|top\ stories\ ?[>|].*|\d+\ (?:comments?|shares?|views)|text\ size.{0,20}
      |font\ size.*
    | (?:you\ are\ here|breadcrumbs?)\b.*|continue\ reading\ (?:the\ )?main\ story|article\ continues\ below.*
    | accept\ (?:all\ )?cookies|cookie\ (?:settings|preferences|policy)|we\ use\ cookies.*|change\ (?:language
      |edition)
    | add\ .{3,30}\ on\ google|follow|gift\ (?:this\ )?article|save\ (?:for\ later|article)|english|fran[cç]ais
      |espa[nñ]ol
    | select\ language.*|download\ (?:as\ )?pdf|print\ (?:this|page|article).{0,20}|watch\ live|live\ tv|support\ us
    | .{2,25}(?:\ ?[>»›/|·•]\ ?[^.>»›|·•]{2,40}){2,}
    )$""",
    re.I | re.X,
)

CAPTION = re.compile(
    r"""(?:
      (?:file\ )?(?:photo|image|picture|photograph|pic|caption|credit|photo\ credit|image\ (?:source|caption|credit)|
      video|map|chart|graphic|figure|fig\.|illustration|source:\ getty)s?\s?(?:caption)?\s?(?:\d+\s?)?(?::|by\ [A-Z])
    | file\s?(?:[-–—:]|photo)|\[(?:photo|image|file|picture)
    | ▲\s|media\ caption|image\ caption|enlarge\ (?:this\ )?image|play\ video
    )""",
    re.I | re.X,
)

CREDIT = re.compile(
    r"""(?:
      [(\[]\s?(?:[Ff]ile\ )?(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit|[Pp]ic|[Cc]ourtesy|Source)\b[^)\]]{0,90}[)\]]
    | \b(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|[Pp]icture|[Cc]redit|[Pp]ic)s?\s?:\s?[^.:]{2,70}
    | \b(?:Photo|Photograph|Image|Picture)s?\ (?:by|courtesy\ of)\s[^.]{2,60}
    | [A-Z][\w.'’-]*\s?/\s?(?:AP|AFP|Reuters|REUTERS|EPA|Getty|Pool|POOL|Bloomberg|Anadolu|Kyodo|Xinhua|Shutterstock|
      Alamy)\b.{0,40}
    | \b(?:AP|AFP|EPA|Reuters|REUTERS|Xinhua|Kyodo)\s?(?:Photo|Images?|pic)?\s?/\s?[A-Z][^.]{2,60}
    | (?:via|/|—|–)\s?(?:Getty\ Images|AFP|AP|REUTERS|Reuters\ pic|EPA)\b.{0,30}
    | Getty\ Images
    | [(\[][A-Z][\w.\ ]{1,30}\s?/\s?[A-Z][^)\]]{2,40}[)\]]
    | [(\[](?:[A-Z]\w+\ ){1,3}(?:[Pp]hoto|[Ff]ile|[Pp]icture|[Ii]mage|pool)[^)\]]{0,40}[)\]]
    | [(\[](?:AP|AFP|EPA|Reuters|Xinhua|Kyodo|Getty)(?:\s(?:[Pp]hotos?|[Ff]ile)\b|\s?/)[^)\]]{0,60}[)\]]
    )\.?$""",
    re.X,
)
"""A photographer's credit at the end of a caption; searched for in the last `CREDIT_WIDTH` characters."""

CREDIT_WIDTH = 130
CREDIT_WORDS = ("hoto", "HOTO", "mage", "icture", "redit", "Getty", "AFP", "AP", "EPA", "euters", "REUTERS", "Pool",
                "POOL", "Xinhua", "Kyodo", "ourtesy", "pic", "Anadolu", "Bloomberg", "stock", "Alamy")  # fmt: skip

RELATED = re.compile(
    r"""(?:
      related(?:\ (?:articles?|stor(?:y|ies)|links?|content|coverage|news|topics?|reading|documents?|posts?|items?
      |tags?))?
    | read\ (?:more|also|next|on)|also\ read|more\ (?:from|on|in|about)\ .{2,50}|more\ stories(?:\ .{2,30})?
      |more\ news
    | most\ (?:read|viewed|popular|shared|watched)(?:\ .{2,30})?|you\ (?:may|might)\ also\ (?:like|be\ interested\ in)
    | recommended(?:\ (?:for\ you|stories|reading|articles))?|top\ stories|trending(?:\ now)?|popular(?:\ now)?
      |see\ also
    | (?:latest|other|further)\ (?:stories|articles|news|reading|headlines|updates|posts)|editors?['’]?s?\ picks?
    | don['’]t\ miss|in\ this\ (?:section|story)|up\ next|what\ to\ read\ next|must\ reads?|from\ the\ archives?
      |elsewhere
    | explore\ more(?:\ .{2,40})?|keep\ reading|on\ this\ (?:topic|story)|more\ like\ this|around\ the\ web
      |watch\ next
    )\s?:?$""",
    re.I | re.X,
)

TEASER = re.compile(
    r"""(?:
      (?:read|see|watch|listen|related|also\ read|read\ also|read\ more|read\ next|don['’]t\ miss|explained?r?
      |opinion|more)
      (?:\ (?:more|also|next|stories|story|articles?|coverage|links?))?\s?(?::|\|)\s?\S
    | (?:click|tap)\ here|sign\ up\ (?:for|to|here|now)|subscribe\ (?:to|now|here|for|today)|follow\ (?:us|@
      |the\ .{2,40}\ on)
    | (?:get|receive|enjoy|join)\ .{0,80}(?:newsletter|inbox|in\ your\ e-?mail)|download\ (?:our|the)\ .{0,30}app
    | (?:join|find)\ us\ on|like\ us\ on|already\ (?:a\ subscriber|have\ an\ account)|become\ a\ (?:member|subscriber)
    | want\ (?:more|to\ read\ more)\b|enter\ your\ e-?mail|your\ e-?mail\ address|thank(?:s|\ you)\ for\ (?:signing
      |subscrib)
    | try\ .{2,40}\ free|start\ your\ free\ trial|support\ (?:our|independent)\ journalism|this\ newsletter\b
    | (?:our|the)\ (?:free\ )?(?:daily|weekly|morning|evening)\ (?:newsletter|briefing)|[»›▶►→]\s
    )""",
    re.I | re.X,
)

NEWSLETTER = ("newsletter", "inbox", "unsubscribe")
OFFERS = ("sign up", "subscri", "your", "our ", "free", "daily", "weekly", "get ")
"""A line with one of each invites the reader to a newsletter."""

FOOTER = re.compile(
    r"""(?:
      \(?(?:(?:additional\ |further\ )?(?:reporting|writing|editing|compiled|edited|written|translated|produced
      |research)
      \ by\b)
    | \(?(?:reporting|writing)\b[^.]{3,200}\bediting\ by\b
    | \(?(?:with\ (?:(?:files?|inputs?|reporting|agency|agencies)\b|additional\ reporting))
      |editors?(?:['’]s)?\ (?:note\b|:)
    | ©|\(c\)\s|copyright\b|all\ rights\ reserved|our\ standards:|terms\ (?:of|and)\ |privacy\ (?:policy|notice
      |statement)
    | this\ (?:article|story|report|piece|commentary|text)\ (?:was|has\ been|is|first|originally|appeared|does\ not)
      \ (?:(?:first|originally|also)\ )?(?:been\ )?(?:published|republished|amended|updated|corrected|produced
      |appeared|
      necessarily|represent|a\ version)
    | a\ version\ of\ this\ (?:article|story)|the\ views\ expressed|views\ expressed|(?:first|originally)\ published
    | (?:contact|about)\ (?:us|the\ author)|(?:do\ you\ have|got)\ .{2,40}(?:tip|story)\b
      |send\ (?:us\ )?(?:a\ )?(?:tip|your)
    | (?:story|article|reporting|photographs?)\ (?:by|copyright)|enditem|\(?ends?\)?$|[-–—#*\s]*(?:ends?)[-–—#*\s]+$
    | (?:\#\s?){2,}|(?:\*\s?){3,}|-30-|the\ (?:associated\ press|author)s?\ (?:contributed|is\ a|writes)|tags?:
      |topics?:
    | filed\ under|posted\ in|keywords?:|categories:|correction:|update[ds]?\ (?:on|at)\b|last\ (?:updated|modified
      |reviewed)
    | published\ by\b|for\ (?:more|further)\ information,?\ (?:please\ )?(?:contact|visit)|(?:media
      |press)\ contacts?\b
    | cookie|powered\ by|site\ ?map$|accessibility
    | .{2,60}\ is\ an?\ (?:.{2,60}\ )?(?:correspondent|reporter|staff\ writer|columnist)\b.{0,120}$
    )""",
    re.I | re.X,
)

BULLET = re.compile(r"(?:[-*•·●○▪▫◦‣⁃■□➢✓–—]\s+|\((?:[a-z]|[ivx]{1,5}|\d{1,3})\)\s|[a-z]\)\s|[ivx]{1,5}[.)]\s)\S")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s+\S")
SPEAKER = re.compile(
    r"(?!FACT|JOINT|READOUT|SUBJECT|STATEMENT|COMMUNIQU|EXCLUSIVE|BREAKING|UPDATE|ANALYSIS)"
    r"(?!OPINION|WATCH|FILE|PHOTO|IMAGE|READ|MORE|SEE|RELATED|LISTEN|ALSO|NOTE)"
    r"(?:[A-Z][A-Z.'’ -]{2,60}|Q|A)(?:\s?\([^)]{1,40}\))?\s?:|Q\s{1,4}[\"“A-Z(]|[QA]\.\s"
)
"""The speaker who opens a turn in a transcript."""

ENDS = re.compile(r"""(?<!\b[A-Z]\.[A-Z])(?<!\b[JS]r)(?<!\b[ap]\.m)[.!?…。！？]["'”’»)\]]*(?:\[\d+\])?$""")
"""The end of a sentence at the end of a paragraph; "U.S." and "Jr." are none."""
