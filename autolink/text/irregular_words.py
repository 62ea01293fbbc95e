"""English words that do not inflect like others of their form.

Taken from the SPECIALIST lexicon of the National Library of Medicine, as `lemminflect` has it: what is common
and could be at the end of a term. Plurals are left out that mean something else to most readers (`data` of
`datum`, `goes` of `go`). `tests/text/test_inflection.py` compares the outcome with all of it. It is written
down because a library that knows as much takes longer to import than `check` may take.
"""

from __future__ import annotations

from functools import cache

_PLURALS = """
child children  foot feet  goose geese  mouse mice  person people  quiz quizzes  tooth teeth
man men  woman women  chairman chairmen  craftsman craftsmen  foreman foremen  layman laymen
middleman middlemen  salesman salesmen  spokesman spokesmen  workman workmen
bookshelf bookshelves  calf calves  half halves  hoof hooves  knife knives  leaf leaves
loaf loaves
scarf scarves  self selves  sheaf sheaves  shelf shelves  thief thieves  wife wives  wolf wolves
cargo cargoes  domino dominoes  echo echoes  embargo embargoes  hero heroes  mosquito mosquitoes
motto mottoes  potato potatoes  tomato tomatoes  tornado tornadoes  torpedo torpedoes  veto vetoes
volcano volcanoes  zero zeroes
axis axes  testis testes
apex apices  appendix appendices  codex codices  cortex cortices  helix helices  index indices
matrix matrices  vertex vertices  vortex vortices
alga algae  antenna antennae  formula formulae  larva larvae  nebula nebulae  persona personae
supernova supernovae  vertebra vertebrae
addendum addenda  aquarium aquaria  automaton automata  bacterium bacteria  compendium compendia
consortium consortia  continuum continua  corpus corpora  criterion criteria  curriculum curricula
emporium emporia  equilibrium equilibria  erratum errata  genus genera  maximum maxima
memorandum memoranda  minimum minima  optimum optima  phenomenon phenomena  phylum phyla
polyhedron polyhedra  quantum quanta  referendum referenda  schema schemata  serum sera  spectrum spectra
stadium stadia  stigma stigmata  stratum strata  symposium symposia  tetrahedron tetrahedra
alumnus alumni  bacillus bacilli  cactus cacti  calculus calculi  focus foci  fungus fungi  locus loci
modulus moduli  nucleus nuclei  octopus octopi  radius radii  stimulus stimuli  stylus styli
syllabus syllabi  terminus termini  torus tori
bureau bureaux  plateau plateaux  tableau tableaux
epoch epochs  matriarch matriarchs  monarch monarchs  patriarch patriarchs  stomach stomachs
"""

_ONLY_PLURAL = "genera people quanta selves"
"""Irregular plurals whose singular is another word, or has another sense."""

_NO_PLURALS = """
alias atlas bias canvas chaos christmas corps cosmos ethos gas kudos lens macos pathos pus summons yes
asbestos diabetes goes herpes lives measles selves
hermes jenkins keras kubernetes pandas postgres rails texas windows
always besides does has its perhaps sometimes this towards was
news others ours series species means headquarters crossroads barracks innings ops
accommodations arms clothes congratulations contents customs goods grounds outskirts proceedings
proceeds regards
annals commons morals odds outdoors remains riches savings surroundings thanks upstairs whereabouts works
glasses goggles jeans pliers scissors shorts tights tongs trousers tweezers
basics essentials externals finals fundamentals generals globals internals locals particulars
specials specifics
"""
"""Words in `s` that are singular, or whose singular is another word: an adjective, say."""

_LIKE_SINGULARS = """
apis bikinis bureaus gurus khakis kiwis menus minis plateaus safaris skis taxis tsunamis
antibiotics characteristics clinics comics critics cosmetics epics epidemics fabrics heuristics logics metrics
mosaics picnics relics republics schematics skeptics topics
ads ids ins ons ups
"""
"""Plurals that look singular: in `us`, `is` and `ics`, or short."""

_IN_IE = """
birdies calories cookies dies freebies genies goodies hoodies lies movies newbies pies prairies
rookies selfies ties zombies
"""

_IN_E = """
aches avalanches axes caches creches headaches niches psyches quiches toothaches
abuses excuses fuses muses reuses ruses uses
"""
"""Plurals that have lost no more than their `s`, though `es` would be likelier."""

_IN_S = "aliases atlases biases canvases gases irises lenses"

_VERBS = """
arise arose arisen  awake awoke awoken  be was were been  bear bore borne  beat beat beaten
become became become
begin began begun  bend bent  bet bet  bid bid  bind bound  bite bit bitten  bleed bled  blow blew blown
break broke broken  breed bred  bring brought  broadcast broadcast  build built  burn burnt  burst burst
buy bought
cast cast  catch caught  choose chose chosen  cling clung  come came come  cost cost  creep crept  cut cut
deal dealt  dig dug  do did done  draw drew drawn  drink drank drunk  drive drove driven  eat ate eaten
fall fell fallen  feed fed  feel felt  fight fought  find found  flee fled  fling flung  fly flew flown
forbid forbade forbidden  forget forgot forgotten  freeze froze frozen  get got gotten  give gave given
go went gone  grind ground  grow grew grown  hang hung  have had  hear heard  hide hid hidden  hit hit
hold held  hurt hurt  keep kept  know knew known  lay laid  lead led  leap leapt  learn learnt  leave left
lend lent  let let  lie lay lain
light lit  lose lost  make made  mean meant  meet met  pay paid  prove proven  put put  quit quit  read read
ride rode ridden
ring rang rung  rise rose risen  run ran run  say said  see saw seen  seek sought  sell sold  send sent
set set
shake shook shaken  shed shed  shine shone  shoot shot  show showed shown  shrink shrank shrunk  shut shut
sing sang sung  sink sank sunk  sit sat  sleep slept  slide slid  speak spoke spoken  speed sped  spell spelt
spend spent  spill spilt  spin spun  split split  spread spread  spring sprang sprung  stand stood
steal stole stolen  stick stuck
strike struck  string strung  strive strove striven  swear swore sworn  sweep swept  swim swam swum
swing swung  take took taken  teach taught  tear tore torn  tell told  think thought  throw threw thrown
understand understood  wake woke woken  wear wore worn  weave wove woven  win won  wind wound
withdraw withdrew withdrawn  write wrote written
"""
"""Verbs with their past and, where it differs, their participle; some have a regular past as well."""

_ALSO_REGULAR = """
bet broadcast burn cost hang leap learn lie light prove quit shed shine show speed spell spill spread string
strive weave wind
"""

_PREFIXES = ("re", "un", "over", "under", "out", "off", "up", "fore", "mis", "in", "down", "pre", "with")
_ROWS = "  "


@cache
def irregular_plurals() -> dict[str, str]:
    """Return plurals by their singular."""
    return dict(row.split() for row in _rows(_PLURALS))


@cache
def irregular_singulars() -> dict[str, str]:
    """Return singulars by their irregular plural."""
    left_out = frozenset(_ONLY_PLURAL.split())
    return {plural: singular for singular, plural in irregular_plurals().items() if plural not in left_out}


@cache
def no_plurals() -> frozenset[str]:
    """Return words in `s` of which no singular is formed."""
    return frozenset(_NO_PLURALS.split())


@cache
def endings_of_plurals() -> dict[str, tuple[int, str]]:
    """Return what makes a singular of regular plurals whose form does not tell."""
    forms = ((_IN_IE, (1, "")), (_IN_E, (1, "")), (_IN_S, (2, "")), (_LIKE_SINGULARS, (1, "")))
    return {word: form for words, form in forms for word in words.split()}


@cache
def _pasts() -> dict[str, tuple[str, ...]]:
    return {verb: tuple(pasts) for verb, *pasts in (row.split() for row in _rows(_VERBS))}


@cache
def _also_regular() -> frozenset[str]:
    return frozenset(_ALSO_REGULAR.split())


def irregular_pasts(verb: str) -> tuple[list[str], bool]:
    """Return the irregular past forms of a verb, and whether it may have regular ones.

    >>> irregular_pasts("rewrite")
    (['rewrote', 'rewritten'], True)
    >>> irregular_pasts("run")
    (['ran', 'run'], False)
    """
    for prefix in ("", *_PREFIXES):
        base = verb.removeprefix(prefix)
        if verb.startswith(prefix) and base in _pasts():
            is_regular = bool(prefix) or base in _also_regular()  # `relayed`, `inputted`
            return list(dict.fromkeys(prefix + past for past in _pasts()[base])), is_regular
    return [], True


def _rows(table: str) -> list[str]:
    return [row for line in table.splitlines() for row in line.split(_ROWS) if row]
