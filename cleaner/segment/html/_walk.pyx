# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The walk over a parsed tree in C, for :mod:`cleaner.segment.html.compiled`: it reads the parser's nodes where they lie in memory.

``cleaner/segment/html/walk.py`` is the same in Python, and the one to read: what is done at a node, and why, is said
there. What few nodes need (furniture of code, signs of notes, elements that are boxes in one place only) is asked of
the same functions, which get an :class:`Element`, that answers as a node of selectolax does.

Nothing is taken from selectolax but addresses of nodes (``LexborNode.mem_id``). :func:`learn` compares what lies there
with what selectolax says of the same nodes, field by field, before anything else is read.
"""

from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uintptr_t
from libc.stdlib cimport free, realloc
from libc.string cimport memcmp

from selectolax.lexbor import LexborHTMLParser

from cleaner.segment.html.attributes import NOTHING, Numbers, rest_of, spans
from cleaner.segment.html.elements import (
    BOX as A_BOX, CODE as A_CODE, CONTROL as A_CONTROL, EMPHASIS as A_EMPHASIS, IMAGE as A_IMAGE, IN_PRE as A_IN_PRE,
    INSIDE, LINE_BREAK as A_LINE_BREAK, LINK as A_LINK, OTHER as OTHER_KIND, PARAGRAPH as PARAGRAPH_KIND,
    CELL as CELL_KIND, PHRASE as A_PHRASE, PRE as A_PRE, SKIP as A_SKIP, SOFT as A_SOFT, STICKY as STICKY_KINDS,
    TELLER as A_TELLER, TEXT as A_TEXT, action_of,
)
from cleaner.segment.html.furniture import furniture_of, is_edit_link, is_furniture, is_toolbar, may_be_furniture
from cleaner.segment.html.lines import is_preformatted, keeps_lines
from cleaner.segment.html.phrases import SENTENCES, is_note_mark, soft_action
from cleaner.segment.html.signs import SPEAKING_IMAGE, TEX_ATTRIBUTES, TEX_DATA, speaks
from cleaner.segment.html.walk import PERMALINKS, touches
from cleaner.segment.space import BREAK as LINE_END, HAS_INVISIBLE, ends_with_break, squeeze_lines, visible

cdef struct Text:
    unsigned char* data
    size_t length

cdef struct Node:
    void* events
    uintptr_t local_name
    uintptr_t prefix
    uintptr_t ns
    void* document
    Node* next
    Node* prev
    Node* parent
    Node* first_child
    Node* last_child
    void* user
    int type

cdef struct CharacterData:
    Node node
    Text data

cdef struct Attr:
    Node node
    uintptr_t upper_name
    uintptr_t qualified_name
    Text* value
    void* owner
    Attr* next
    Attr* prev

cdef struct ElementNode:
    Node node
    uintptr_t upper_name
    uintptr_t qualified_name
    Text* is_value
    Attr* first_attr
    Attr* last_attr

cdef struct Name:  # of an element or attribute that the parser has no number for
    char* long_name  # a name of up to SHORT bytes stands here itself
    char rest[16]
    size_t length

cdef struct Open:  # an element whose children are being read
    Node* node
    int action

cdef enum:
    KNOWN = 512  # numbers of the parser are smaller, addresses larger
    SHORT = 16
    ELEMENT = 1
    CHARACTERS = 3

cdef int TEXT = A_TEXT, BOX = A_BOX, PRE = A_PRE, LINK = A_LINK, EMPHASIS = A_EMPHASIS, PHRASE = A_PHRASE
cdef int LINE_BREAK = A_LINE_BREAK, IMAGE = A_IMAGE, CONTROL = A_CONTROL, TELLER = A_TELLER, SKIP = A_SKIP
cdef int IN_PRE = A_IN_PRE, SOFT = A_SOFT, CODE = A_CODE
cdef str BREAK = LINE_END
cdef tuple BREAKS = ("\n", LINE_END)

KINDS = list(dict.fromkeys([OTHER_KIND, *INSIDE.values()]))
cdef int OTHER = KINDS.index(OTHER_KIND), PARAGRAPH = KINDS.index(PARAGRAPH_KIND), CELL = KINDS.index(CELL_KIND)
cdef list KIND_OF = [kind for kind, _ in KINDS], LEVEL_OF = [level for _, level in KINDS]
cdef list STICKY = [kind in STICKY_KINDS for kind in KINDS]

ASKED = (
    "class", "id", "role", "itemprop", "style", "hidden", "aria-hidden", "aria-label", "data-component", "data-testid",
    "data-module", "colspan", "rowspan", *TEX_ATTRIBUTES,
)
"""The attributes that the walk looks at."""
cdef enum:  # their places, and one
    CLASS = 1
    ID = 2
    STYLE = 5
    LAST_TELLING = 11
    COLUMNS = 12
    ROWS = 13
    MOST_ASKED = 32
cdef int NAMES = len(ASKED)
cdef list ASKED_BYTES = [name.encode() for name in ASKED]


class NotReadable(Exception):
    """The parser's nodes lie otherwise in memory than is declared here."""


cdef inline str decoded(const Text* text):
    return PyUnicode_DecodeUTF8(<const char*> text.data, text.length, "replace") if text.data != NULL else ""


cdef inline uintptr_t attribute_number(const Attr* attribute) noexcept:
    return attribute.qualified_name if attribute.qualified_name else attribute.node.local_name


cdef inline bytes name_at(uintptr_t number):
    cdef Name* name = <Name*> number
    return (<char*> name)[:name.length] if name.length <= SHORT else name.long_name[:name.length]


cdef class Learned:
    """What the parser has numbers for, and what to do at each element."""

    cdef int actions[KNOWN]  # -1 where the name is not known
    cdef int insides[KNOWN]  # the kind of what stands in an element; -1: as around it
    cdef int asked[KNOWN]  # of the numbers of attributes: the place in ASKED, and one
    cdef list tags
    cdef object wanted
    cdef dict elements, attributes

    def __init__(self, dict elements, actions):
        cdef int k
        self.elements, self.attributes = elements, {}
        self.tags = [None] * KNOWN
        for k in range(KNOWN):
            self.actions[k] = self.insides[k] = -1
            self.asked[k] = 0
        self.wanted = actions
        for name, k in elements.items():
            self.add(k, name)
        for place, name in enumerate(ASKED):
            if self.number(name) < KNOWN:
                self.asked[self.number(name)] = place + 1

    cdef int add(self, int number, str name) except -1:
        """A name of an element."""
        self.tags[number] = name
        self.actions[number] = self.wanted[name] if name in self.wanted else action_of(name)
        if name in INSIDE:
            self.insides[number] = KINDS.index(INSIDE[name])
        return 0

    cdef int find(self, Node* node, body) except -1:
        """Find the name of an element whose number is met for the first time."""
        for other in body.traverse(include_text=True):
            if other.mem_id == <uintptr_t> node:
                return self.add(node.local_name, other.tag or "")
        return self.add(node.local_name, "")

    cdef uintptr_t number(self, str name) except? 0:
        """What the parser has for the name of an attribute: a number, or where the name of one without stands."""
        found = self.attributes.get(name)
        if found is None:
            tree = LexborHTMLParser(f"<p {name}=1>")
            found = attribute_number((<ElementNode*> <uintptr_t> tree.body.first_child.mem_id).first_attr)
            found = self.attributes[name] = found if found < KNOWN else KNOWN
        return found

    def with_actions(self, actions):
        """The same where other things are done at some elements."""
        return Learned(self.elements, actions)


cdef class Element:
    """A node, with what the functions beside the walk ask of one of selectolax; and the mapping of its attributes."""

    cdef Node* node
    cdef Learned learned
    cdef object owner  # keeps the tree

    cdef Element at(self, Node* node):
        return None if node == NULL else element_at(node, self.learned, self.owner)

    cdef Attr* find(self, str name):
        cdef uintptr_t number = self.learned.number(name), other
        cdef bytes wanted = name.encode()
        cdef Attr* attribute = (<ElementNode*> self.node).first_attr if self.node.type == ELEMENT else NULL
        while attribute != NULL:
            other = attribute_number(attribute)
            if other == number if other < KNOWN else name_at(other) == wanted:
                return attribute
            attribute = attribute.next
        return NULL

    def __bool__(self):
        return self.node.type == ELEMENT and (<ElementNode*> self.node).first_attr != NULL

    def __contains__(self, str name):
        return self.find(name) != NULL

    def get(self, str name):
        """The value of an attribute; None where there is none."""
        cdef Attr* attribute = self.find(name)
        return None if attribute == NULL or attribute.value == NULL else decoded(attribute.value)

    @property
    def mem_id(self):
        return <uintptr_t> self.node

    @property
    def tag(self):
        return tag_at(self.node, self.learned, self.owner)

    @property
    def attributes(self):
        return self

    @property
    def next(self):
        return self.at(self.node.next)

    @property
    def prev(self):
        return self.at(self.node.prev)

    @property
    def parent(self):
        return self.at(self.node.parent)

    @property
    def first_child(self):
        return self.at(self.node.first_child)

    @property
    def text_content(self):
        return decoded(&(<CharacterData*> self.node).data) if self.node.type == CHARACTERS else None

    def text(self, str separator=""):
        """The text of all nodes inside."""
        cdef list pieces = []
        cdef Node* node = self.node.first_child
        while node != NULL:
            if node.type == CHARACTERS:
                pieces.append(decoded(&(<CharacterData*> node).data))
            if node.first_child != NULL:
                node = node.first_child
                continue
            while node.next == NULL and node.parent != self.node:
                node = node.parent
            node = node.next
        return separator.join(pieces)


cdef inline Element element_at(Node* node, Learned learned, object owner):
    cdef Element element = Element.__new__(Element)
    element.node, element.learned, element.owner = node, learned, owner
    return element


cdef str tag_at(Node* node, Learned learned, object owner):
    cdef uintptr_t number = node.local_name
    if number >= KNOWN:
        if (<ElementNode*> node).qualified_name >= KNOWN:
            number = (<ElementNode*> node).qualified_name
        return name_at(number).decode("utf-8", "replace")
    if learned.tags[number] is None:
        learned.find(node, owner)
    return learned.tags[number]


cdef class Walk:
    """The block that is being read; see ``walk`` in ``cleaner/segment/html/walk.py`` for what its names mean."""

    cdef list rows, texts, pieces, words
    cdef int link_chars, links, emphasis, images, controls, in_pre, inside, box
    cdef bint breaks, marked

    def __init__(self, list texts):
        self.texts, self.rows, self.pieces, self.words = texts, [], [], []
        self.inside = OTHER

    cdef void flush(self) except *:
        """End the block."""
        cdef bint odd = True
        cdef str text
        if not self.pieces and not self.in_pre:
            text = ""
        elif self.in_pre:
            text = "".join(self.pieces).replace(BREAK, "\n").replace("\xa0", " ").strip("\r\n")
        elif self.breaks:
            text = squeeze_lines("".join(self.pieces))
        else:
            text = (<str> self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)).strip()
            odd = not text.isprintable()
            if odd or "  " in text:
                text = " ".join(text.split())
        self.pieces.clear()
        if text and <int> LEVEL_OF[self.inside] and text[len(text) - 1] in PERMALINKS:
            text = text[: len(text) - 1].rstrip()
        if odd and not text.isascii() and HAS_INVISIBLE.search(text) is not None:
            text = visible(text)
        if text and not (self.in_pre and text.isspace()):
            self.texts.append(text)
            self.rows.append((
                KIND_OF[self.inside], LEVEL_OF[self.inside], self.box, self.link_chars, self.links, self.emphasis,
                self.images, self.controls, " ".join(self.words) if self.words else "",
            ))
            self.images = self.controls = 0
        self.words.clear()
        self.link_chars = self.links = self.emphasis = 0
        self.breaks = self.marked = False

    cdef bint goes_on(self) except -1:
        """Whether something was read since the last line break."""
        return len(self.pieces) > 0 and not (<str> self.pieces[len(self.pieces) - 1]).endswith(BREAKS)


cdef inline int letters(str data) except -1:
    """The characters of a text that are no white space."""
    return len(data) - data.count(" ") if data.isprintable() else len("".join(data.split()))


cdef inline bint is_blank(const Text* text) noexcept:
    """Whether a text is of nothing but white space of ASCII, and at least one character."""
    cdef size_t k
    cdef unsigned char c
    for k in range(text.length):
        c = text.data[k]
        if c != 32 and not 9 <= c <= 13 and not 28 <= c <= 31:
            return False
    return text.length > 0


def walk(page, body, Learned learned, guide):
    """Fill an empty page; gives the elements without text of their own that were skipped."""
    boxes = page.boxes
    cdef list tags = boxes.tags, parents = boxes.parents, numbers = boxes.attributes
    cdef list begins = boxes.begins, ends = boxes.ends
    sets = Numbers(boxes.attribute_sets)
    cdef Walk w = Walk(page.blocks.texts)
    cdef list texts = w.texts, pieces = w.pieces, unseen = [], insides = [OTHER], keeping = [], link_boxes = []
    cdef dict names = {}  # of elements that the parser has no number for: name, action, kind
    cdef dict furniture_names = {}
    cdef set signs = set()
    cdef bint seen[KNOWN]
    cdef int k, action, own, in_link = 0, box = 0
    cdef bint has_code = "<pre" in page.source or "<PRE" in page.source
    furniture = frozenset()
    cdef uintptr_t note_mark = 0, key
    cdef Open* stack = NULL
    cdef size_t depth = 0, room = 0
    cdef Node* root = <Node*> <uintptr_t> body.mem_id
    cdef Node* node = root
    cdef Node* child
    cdef Text* values[MOST_ASKED]
    cdef bint has[MOST_ASKED]
    cdef bint telling
    cdef str data, tag, classes
    cdef object number
    for k in range(KNOWN):
        seen[k] = False
    tags.append("body")
    parents.append(-1)
    read_attributes(root, learned, values, has)
    numbers.append(set_number(root, learned, body, sets, values, has))
    begins.append(0)
    ends.append(0)
    node = root.first_child
    try:
        while True:
            if node == NULL:
                if depth == 0:
                    break
                depth -= 1
                node, action = stack[depth].node, stack[depth].action
                if action <= PRE:
                    if action == PRE:
                        w.flush()
                        w.in_pre -= 1
                        if not w.in_pre:
                            furniture = frozenset()
                    elif pieces or w.marked:
                        w.flush()
                    ends[box] = len(texts)
                    if keeping and keeping[len(keeping) - 1] == box:
                        keeping.pop()
                    w.box = box = parents[box]
                    w.inside = insides[box]
                elif action <= PHRASE:
                    if note_mark and <uintptr_t> node == note_mark:
                        note_mark = 0
                        pieces.append("]")
                    if action == LINK:
                        in_link -= 1
                        if <int> len(tags) > <int> link_boxes.pop() and pieces:
                            w.flush()
                elif w.goes_on():
                    pieces.append(BREAK)
                node = node.next
                continue
            key = node.local_name
            if key < KNOWN:
                if learned.actions[key] < 0:
                    learned.find(node, body)
                action = learned.actions[key]
                seen[key] = True
            else:
                known = names.get(key)
                if known is None:
                    tag = tag_at(node, learned, body)
                    known = names[key] = tag, action_of(tag)
                action = known[1]
            if action >= SOFT:
                if action == CODE:
                    action = PRE if not w.in_pre and is_preformatted(element_at(node, learned, body)) else PHRASE
                else:
                    in_text = bool(pieces) or tags[box] in SENTENCES or (
                        depth > 0 and LINK <= stack[depth - 1].action <= PHRASE
                    )
                    tag = learned.tags[key] if key < KNOWN else known[0]
                    action = soft_action(element_at(node, learned, body), tag, in_text, has_code)
            if furniture and <uintptr_t> node in furniture:
                action = SKIP
            if action == TEXT:
                if not pieces and not w.in_pre and is_blank(&(<CharacterData*> node).data) and not keeping:
                    node = node.next
                    continue
                data = decoded(&(<CharacterData*> node).data)
                if keeping and not w.in_pre and "\n" in data:
                    for k, line in enumerate(data.split("\n")):
                        if k and w.breaks and ends_with_break(pieces):
                            w.flush()
                        elif k:
                            pieces.append(BREAK)
                            w.breaks = True
                        pieces.append(line)
                        if in_link:
                            w.link_chars += len("".join(line.split()))
                elif pieces or w.in_pre or not data.isspace():
                    pieces.append(data)
                    if in_link:
                        w.link_chars += letters(data)
            elif action <= PRE:
                child = node.first_child
                if w.in_pre and action == BOX:
                    if w.goes_on():
                        pieces.append(BREAK)
                    if child != NULL:
                        stack = pushed(stack, &depth, &room, node, IN_PRE)
                        node = child
                        continue
                else:
                    if pieces:
                        w.flush()
                    tag = learned.tags[key] if key < KNOWN else known[0]
                    read_attributes(node, learned, values, has)
                    number = set_number(node, learned, body, sets, values, has)
                    if number and values[CLASS] != NULL:
                        classes = decoded(values[CLASS])
                        named = furniture_names.get(classes)
                        if named is None:
                            named = furniture_names[classes] = may_be_furniture(classes)
                        if named and is_furniture(element_at(node, learned, body), classes):
                            node = node.next
                            continue
                    if has_code and action == BOX and is_toolbar(element_at(node, learned, body)):
                        node = node.next
                        continue
                    if guide is not None and not guide.enter(box, tag, number, boxes):
                        page.skipped.append(len(tags))
                        node = node.next
                        continue
                    own = learned.insides[key] if key < KNOWN else -1
                    if own < 0:
                        own = w.inside
                    if own == PARAGRAPH and STICKY[w.inside]:
                        own = w.inside
                    elif own == CELL and (has[COLUMNS] or has[ROWS]):
                        boxes.spans[len(tags)] = spans(element_at(node, learned, body))
                    if has[STYLE] and action == BOX and child != NULL and values[STYLE] != NULL:
                        if keeps_lines(decoded(values[STYLE])):
                            keeping.append(len(tags))
                    insides.append(own)
                    tags.append(tag)
                    parents.append(box)
                    numbers.append(number)
                    begins.append(len(texts))
                    ends.append(len(texts))
                    if child != NULL:
                        stack = pushed(stack, &depth, &room, node, action)
                        w.box = box = len(tags) - 1
                        w.inside = own
                        if action == PRE:
                            if not w.in_pre:
                                furniture = furniture_of(element_at(node, learned, body))
                            w.in_pre += 1
                        node = child
                        continue
            elif action <= PHRASE:
                child = node.first_child
                read_attributes(node, learned, values, has)
                if has[0] and TEX_DATA not in signs:
                    for k in range(ROWS + 1, NAMES + 1):
                        if has[k]:
                            signs.add(TEX_DATA)
                if values[CLASS] != NULL and values[CLASS].length:
                    classes = decoded(values[CLASS])
                    if is_edit_link(classes):
                        node = node.next
                        continue
                    w.words.append(classes)
                w.marked = True
                if action == LINK:
                    w.links += 1
                    if pieces and touches(pieces[len(pieces) - 1], element_at(node, learned, body)):
                        pieces.append(" ")
                    if child != NULL:
                        in_link += 1
                        link_boxes.append(len(tags))
                elif action == EMPHASIS:
                    w.emphasis += 1
                if child != NULL:
                    if pieces and key < KNOWN and learned.tags[key] == "sup":
                        if is_note_mark(element_at(node, learned, body)):
                            note_mark = <uintptr_t> node
                            pieces.append("[")
                    stack = pushed(stack, &depth, &room, node, action)
                    node = child
                    continue
            elif action == LINE_BREAK:
                if w.in_pre:
                    pieces.append("\n")
                elif w.breaks and ends_with_break(pieces):
                    w.flush()
                else:
                    pieces.append(BREAK)
                    w.breaks = True
            elif action == IMAGE:
                w.images += 1
                pieces.append(" ")
                if SPEAKING_IMAGE not in signs and speaks(element_at(node, learned, body)):
                    signs.add(SPEAKING_IMAGE)
            elif action == CONTROL:
                w.controls += 1
            elif action == TELLER:
                unseen.append(element_at(node, learned, body))
            node = node.next
    finally:
        free(stack)
    w.flush()
    ends[0] = len(texts)
    blocks = page.blocks
    if w.rows:
        (
            blocks.kinds, blocks.levels, blocks.boxes, blocks.link_chars, blocks.links, blocks.emphasis, blocks.images,
            blocks.controls, blocks.inlines,
        ) = map(list, zip(*w.rows))
    page.elements = frozenset(
        [learned.tags[k] for k in range(KNOWN) if seen[k]] + [tag for tag, _ in names.values()] + list(signs)
    )
    return unseen


cdef Open* pushed(Open* stack, size_t* depth, size_t* room, Node* node, int action) except NULL:
    """The stack with an open element more."""
    cdef Open* larger
    if depth[0] == room[0]:
        larger = <Open*> realloc(stack, (2 * room[0] + 64) * sizeof(Open))
        if larger == NULL:
            raise MemoryError
        stack = larger
        room[0] = 2 * room[0] + 64
    stack[depth[0]].node, stack[depth[0]].action = node, action
    depth[0] += 1
    return stack


cdef void read_attributes(Node* node, Learned learned, Text** values, bint* has) except *:
    """Of each of ASKED, its value and whether it is there at all, at its place and one."""
    cdef Attr* attribute = (<ElementNode*> node).first_attr
    cdef uintptr_t number
    cdef Name* name
    cdef int k
    for k in range(NAMES + 1):
        values[k] = NULL
        has[k] = False
    while attribute != NULL:
        number = attribute_number(attribute)
        k = 0
        if number < KNOWN:
            k = learned.asked[number]
        else:
            name = <Name*> number
            if name.length <= SHORT:
                for k in range(1, NAMES + 1):
                    if name.length == <size_t> len(<bytes> ASKED_BYTES[k - 1]) and (
                        memcmp(name, <const char*> <bytes> ASKED_BYTES[k - 1], name.length) == 0
                    ):
                        break
                else:
                    k = 0
        has[0] = True
        if k:
            has[k] = True
            values[k] = attribute.value if attribute.value != NULL and attribute.value.data != NULL else NULL
        attribute = attribute.next


cdef object set_number(Node* node, Learned learned, object owner, object sets, Text** values, bint* has):
    """The number of what the attributes of an element say; as in :class:`Numbers`."""
    cdef int k
    cdef str classes, identifier
    if not has[0]:
        return 0
    classes = decoded(values[CLASS]) if values[CLASS] != NULL else ""
    identifier = decoded(values[ID]) if values[ID] != NULL else ""
    for k in range(ID + 1, LAST_TELLING + 1):
        if has[k]:
            rest = rest_of(element_at(node, learned, owner))
            if rest != NOTHING:
                return sets[(classes, identifier, *rest)]
            break
    return sets[(classes, identifier) if identifier else classes]


def learn(elements, root):
    """The numbers that the parser of this process has for elements, after a look at how its nodes lie in memory.

    :param elements: some, by name.
    :param root: an element of a document with all kinds of nodes.
    :raises NotReadable: they lie there in another way.
    """
    numbers = {}
    verify(root, numbers)
    for node in elements:
        check((<Node*> <uintptr_t> node.mem_id).local_name == node.tag_id, "element")
        if node.tag_id < KNOWN:
            numbers[node.tag] = node.tag_id
    return numbers


def verify(node, numbers):
    """Compare a node of selectolax, and all inside, with what lies at its address; each pointer before it is followed."""
    cdef Node* here = <Node*> <uintptr_t> node.mem_id
    for address, other in (
        (<uintptr_t> here.next, node.next), (<uintptr_t> here.prev, node.prev),
        (<uintptr_t> here.first_child, node.first_child), (<uintptr_t> here.last_child, node.last_child),
        (<uintptr_t> here.parent, node.parent),
    ):
        check(address == (0 if other is None else other.mem_id), "node")
    check(here.local_name == node.tag_id, "tag")
    if node.tag_id < KNOWN:
        numbers[node.tag] = node.tag_id
    cdef Text* data
    cdef Attr* attribute
    cdef Attr* last = NULL
    if node.tag == "-text":
        data = &(<CharacterData*> here).data
        check(here.type == CHARACTERS and data.length == len(node.text_content.encode()), "length of text")
        check(decoded(data) == node.text_content, "text")
    elif not node.tag.startswith("-"):
        check(here.type == ELEMENT, "type")
        if here.local_name >= KNOWN:
            check((<Name*> here.local_name).length == len(node.tag), "length of name")
            check(name_at(here.local_name) == node.tag.encode(), "name")
        attribute = (<ElementNode*> here).first_attr
        check((attribute == NULL) == (not node.attributes), "attributes")
        check(((<ElementNode*> here).last_attr == attribute) == (len(node.attributes) < 2), "last attribute")
        for name, value in node.attributes.items():
            check(attribute != NULL and <uintptr_t> attribute.owner == <uintptr_t> here, "owner")
            if attribute_number(attribute) >= KNOWN:
                check((<Name*> attribute_number(attribute)).length == len(name.encode()), "length of name")
                check(name_at(attribute_number(attribute)) == name.encode(), "name")
            check(attribute.prev == last and (attribute.value == NULL) == (value is None), "value")
            if value is not None:
                check(attribute.value.length == len(value.encode()) and decoded(attribute.value) == value, "value")
            last, attribute = attribute, attribute.next
        check(attribute == NULL and last == (<ElementNode*> here).last_attr, "attributes")
    child = node.first_child
    while child is not None:
        verify(child, numbers)
        child = child.next


cdef int check(bint holds, str what) except -1:
    """Give up where something is not as it should be."""
    if not holds:
        raise NotReadable(what)
    return 0
