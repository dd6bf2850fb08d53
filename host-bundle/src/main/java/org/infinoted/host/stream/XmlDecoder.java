// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import org.infinoted.xml.Element;

/**
 * Decodes the bytes of a stream, which come in pieces of any length, to elements.
 *
 * <p>It knows the XML that the protocol uses and refuses the rest: no DOCTYPE, no processing instructions, no entities
 * beyond XML's five, no encoding but UTF-8. Names are literal and namespaces are not evaluated, as in the protocol;
 * attributes keep their order. Ill-formed input is refused, wherever the pieces are cut. What is kept of an incomplete
 * element never exceeds the limits by more than one piece.
 *
 * <p>Text directly below the stream and comments are checked and dropped. Used by one thread.
 *
 * <p>It is one state machine and therefore one class, longer than others: its parts would share all of its state.
 */
final class XmlDecoder {
    /** Takes what was decoded. May call {@link #restart} and {@link #stop} while it does. */
    interface Sink {
        /** The start tag of the outermost element is complete. */
        void streamStarted(String name);

        /** An element directly below the stream is complete. */
        void element(Element element);

        /** The end tag of the outermost element is complete. What follows is ignored. */
        void streamEnded();
    }

    private enum State {
        BYTE_ORDER_MARK,
        TEXT,
        AFTER_LT,
        START_TAG_NAME,
        IN_START_TAG,
        ATTRIBUTE_NAME,
        BEHIND_ATTRIBUTE_NAME,
        BEFORE_VALUE,
        VALUE,
        BEHIND_SLASH,
        END_TAG_NAME,
        IN_END_TAG,
        REFERENCE,
        DECLARATION,
        AFTER_EXCLAMATION,
        BEHIND_COMMENT_DASH,
        COMMENT,
        CDATA_START,
        CDATA,
        STOPPED
    }

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String CDATA_NAME = "CDATA[";

    private static final boolean[] PLAIN_TEXT = plainExcept("<&]>\r");
    private static final boolean[] PLAIN_VALUE = plainExcept("<&\"'\t\n\r");
    private static final boolean[] PLAIN_CDATA = plainExcept("]>\r");
    private static final boolean[] PLAIN_COMMENT = plainExcept("-");
    private static final boolean[] NAME = XmlCharacters.ascii(XmlCharacters::isNamePart);

    private final StringCache strings;
    private final Sink sink;
    private final ElementStack stack = new ElementStack();
    private final TokenBuffer token = new TokenBuffer();
    private final Utf8Check utf8 = new Utf8Check();
    private final ElementSize size = new ElementSize();
    private final XmlReference reference = new XmlReference();
    private XmlDeclaration declaration = new XmlDeclaration();
    private XmlLimits limits;

    private State state = State.BYTE_ORDER_MARK;
    private boolean fresh = true; // nothing but a byte order mark has come so far
    private int matched; // how much of a fixed sequence came: the byte order mark, or the start of a CDATA section
    private int run; // how many of ] (in text and CDATA) or - (in comments) came in a row
    private boolean afterCarriageReturn; // a line feed that comes next belongs to it
    private boolean spaced; // in a start tag, space precedes what comes next
    private String attribute = "";
    private byte quote;
    private boolean inValue; // the reference is in a value, not in a text

    XmlDecoder(StringCache strings, XmlLimits limits, Sink sink) {
        this.strings = strings;
        this.limits = limits;
        this.sink = sink;
    }

    /** Expects a new stream from the next byte on. */
    void restart(XmlLimits newLimits) {
        limits = newLimits;
        state = State.BYTE_ORDER_MARK;
        fresh = true;
        matched = 0;
        run = 0;
        afterCarriageReturn = false;
        stack.clear();
        token.clear();
        utf8.reset();
        reference.reset();
        size.elementBegins(0);
    }

    /** How many bytes of an element that is not complete have arrived, as {@link XmlLimits} counts them. */
    long incomplete() {
        return state == State.STOPPED || isBetweenElements() ? 0 : size.soFar();
    }

    private boolean isBetweenElements() {
        return stack.depth() == 1 && state == State.TEXT;
    }

    /** Ignores all further input. */
    void stop() {
        state = State.STOPPED;
        stack.clear();
        token.clear();
        utf8.reset(); // otherwise what follows half a character would be refused although nobody listens any more
    }

    /** Whether an element, or whatever else may be directly below the stream, has begun and not ended. */
    boolean isWithin() {
        return state != State.TEXT || stack.depth() > 1;
    }

    /** Decodes the next bytes. An exception stops it. */
    void decode(byte[] in, int from, int to) throws XmlException {
        size.pieceBegins(from);
        try {
            if (utf8.isPending() && from < to && in[from] >= 0) {
                throw Utf8Check.malformed();
            }
            int at = from;
            while (at < to && state != State.STOPPED) {
                at = step(in, at, to);
            }
            if (!isBetweenElements() && state != State.STOPPED) {
                size.check(to, limits);
            }
        } catch (XmlException e) {
            stop();
            throw e;
        }
        size.pieceEnds(to);
    }

    /** Takes at least one byte, or changes the state. Returns the place of the next byte to take. */
    private int step(byte[] in, int at, int to) throws XmlException {
        return switch (state) {
            case TEXT -> text(in, at, to);
            case VALUE -> value(in, at, to);
            case CDATA -> cdata(in, at, to);
            case COMMENT -> comment(in, at, to);
            case START_TAG_NAME, ATTRIBUTE_NAME, END_TAG_NAME -> name(in, at, to);
            case BYTE_ORDER_MARK -> byteOrderMark(in[at], at);
            case AFTER_LT -> afterLt(in[at], at);
            case IN_START_TAG -> inStartTag(in[at], at);
            default -> {
                single((char) in[at], at);
                yield at + 1;
            }
        };
    }

    /** The states in which one byte is taken whatever it is. */
    private void single(char c, int at) throws XmlException {
        switch (state) {
            case BEHIND_ATTRIBUTE_NAME -> {
                if (c == '=') {
                    state = State.BEFORE_VALUE;
                } else if (!XmlCharacters.isSpace(c)) {
                    throw unexpected(c, "after the name of an attribute");
                }
            }
            case BEFORE_VALUE -> {
                if (c == '"' || c == '\'') {
                    quote = (byte) c;
                    state = State.VALUE;
                } else if (!XmlCharacters.isSpace(c)) {
                    throw unexpected(c, "where a quoted value must stand");
                }
            }
            case BEHIND_SLASH -> {
                if (c != '>') {
                    throw unexpected(c, "after the slash of an empty element");
                }
                startTagEnded(at, true);
            }
            case IN_END_TAG -> {
                if (c == '>') {
                    elementEnded(at);
                } else if (!XmlCharacters.isSpace(c)) {
                    throw unexpected(c, "in an end tag");
                }
            }
            case REFERENCE -> reference(c);
            case DECLARATION -> {
                if (declaration.take(c)) {
                    state = State.TEXT;
                }
            }
            case AFTER_EXCLAMATION -> afterExclamation(c);
            case BEHIND_COMMENT_DASH -> {
                if (c != '-') {
                    throw unexpected(c, "where a comment may begin");
                }
                state = State.COMMENT;
                run = 0;
            }
            case CDATA_START -> cdataStart(c);
            default -> throw new IllegalStateException(state.toString());
        }
    }

    private int byteOrderMark(byte b, int at) throws XmlException {
        if (b == MARK[matched]) {
            matched++;
            if (matched == MARK.length) {
                state = State.TEXT;
            }
            return at + 1;
        }
        if (matched > 0) {
            throw XmlException.illFormed("There is text in front of the stream");
        }
        state = State.TEXT;
        return at;
    }

    // text, and the sections in it

    private int text(byte[] in, int from, int to) throws XmlException {
        int at = skipLineFeed(in, from);
        int end = plain(in, at, to, PLAIN_TEXT);
        if (end > at) {
            if (stack.depth() == 0) {
                requireSpace(in, at, end);
            }
            keepText(in, at, end);
            run = 0;
        }
        if (end == to) {
            return to;
        }
        switch (in[end]) {
            case '<' -> {
                beginElement(end);
                state = State.AFTER_LT;
            }
            case '&' -> {
                requireInStream();
                beginElement(end);
                beginReference(false);
            }
            case '\r' -> lineEnd('\n', stack.depth() > 1);
            case ']' -> {
                requireInStream();
                run++;
                keepText(in, end, end + 1);
            }
            case '>' -> {
                requireInStream();
                if (run >= 2) {
                    throw XmlException.illFormed("There is ]]> in a text");
                }
                run = 0;
                keepText(in, end, end + 1);
            }
            default -> throw notAllowed(in[end]);
        }
        return end + 1;
    }

    private int cdata(byte[] in, int from, int to) throws XmlException {
        int at = skipLineFeed(in, from);
        int end = plain(in, at, to, PLAIN_CDATA);
        if (end > at) {
            keepText(in, at, end);
            run = 0;
        }
        if (end == to) {
            return to;
        }
        switch (in[end]) {
            case ']' -> {
                run++;
                keepText(in, end, end + 1);
            }
            case '>' -> {
                if (run >= 2) {
                    if (stack.depth() > 1) {
                        token.drop(2);
                    }
                    state = State.TEXT;
                } else {
                    keepText(in, end, end + 1);
                }
                run = 0;
            }
            case '\r' -> {
                lineEnd('\n', stack.depth() > 1);
                run = 0;
            }
            default -> throw notAllowed(in[end]);
        }
        return end + 1;
    }

    private int comment(byte[] in, int at, int to) throws XmlException {
        if (run == 2) { // two dashes: only the end of the comment may follow
            if (in[at] != '>') {
                throw XmlException.illFormed("There is -- in a comment");
            }
            state = State.TEXT;
            run = 0;
            return at + 1;
        }
        int end = plain(in, at, to, PLAIN_COMMENT);
        if (end > at) {
            run = 0;
        }
        if (end == to) {
            return to;
        }
        if (in[end] != '-') {
            throw notAllowed(in[end]);
        }
        run++;
        return end + 1;
    }

    private void cdataStart(char c) throws XmlException {
        if (c != CDATA_NAME.charAt(matched)) {
            throw unexpected(c, "where <![CDATA[ begins");
        }
        matched++;
        if (matched == CDATA_NAME.length()) {
            state = State.CDATA;
            run = 0;
        }
    }

    // tags

    private int afterLt(byte b, int at) throws XmlException {
        boolean wasFresh = fresh;
        fresh = false;
        if (b == '!') {
            state = State.AFTER_EXCLAMATION;
        } else if (b == '?') {
            if (!wasFresh) {
                throw XmlException.restricted("Processing instructions are not accepted");
            }
            declaration = new XmlDeclaration();
            state = State.DECLARATION;
        } else if (b == '/') {
            requireInStream();
            endText();
            state = State.END_TAG_NAME;
        } else if (b < 0 || XmlCharacters.isNameStart(b)) {
            endText();
            state = State.START_TAG_NAME;
            return at;
        } else {
            throw unexpected((char) b, "after <");
        }
        return at + 1;
    }

    private void afterExclamation(char c) throws XmlException {
        if (c == '-') {
            state = State.BEHIND_COMMENT_DASH;
        } else if (c == '[' && stack.depth() > 0) {
            state = State.CDATA_START;
            matched = 0;
        } else if (c == 'D' && stack.depth() == 0) {
            throw XmlException.restricted("A DOCTYPE is not accepted");
        } else {
            throw unexpected(c, "after <!");
        }
    }

    private int name(byte[] in, int at, int to) throws XmlException {
        int end = plain(in, at, to, NAME);
        token.add(in, at, end);
        if (token.length() > limits.nameBytes()) {
            throw XmlException.tooMuch("A name is longer than " + limits.nameBytes() + " bytes");
        }
        if (end < to) {
            boolean ascii = token.isAscii();
            String name = token.take(strings);
            if (!ascii && !XmlCharacters.isName(name)) { // ASCII was checked byte by byte
                throw XmlException.illFormed("A name has a character that is not allowed in names");
            }
            switch (state) {
                case START_TAG_NAME -> startTagNamed(name);
                case ATTRIBUTE_NAME -> attributeNamed(name);
                default -> endTagNamed(name);
            }
        }
        return end;
    }

    private void startTagNamed(String name) throws XmlException {
        if (stack.depth() > limits.depth()) { // the stream itself does not count
            throw XmlException.tooMuch("Elements are nested deeper than " + limits.depth());
        }
        stack.push(name);
        size.add(XmlLimits.ELEMENT_COST);
        spaced = false;
        state = State.IN_START_TAG;
    }

    private void attributeNamed(String name) throws XmlException {
        if (stack.hasAttribute(name)) {
            throw XmlException.illFormed("The attribute " + printable(name) + " is there twice");
        }
        if (stack.attributeCount() == limits.attributes()) {
            throw XmlException.tooMuch("An element has more than " + limits.attributes() + " attributes");
        }
        attribute = name;
        size.add(XmlLimits.ATTRIBUTE_COST);
        state = State.BEHIND_ATTRIBUTE_NAME;
    }

    private void endTagNamed(String name) throws XmlException {
        if (!name.equals(stack.name())) {
            throw XmlException.illFormed(
                    "</" + printable(name) + "> stands where </" + printable(stack.name()) + "> must");
        }
        state = State.IN_END_TAG;
    }

    private int inStartTag(byte b, int at) throws XmlException {
        if (b == '>') {
            startTagEnded(at, false);
        } else if (b == '/') {
            state = State.BEHIND_SLASH;
        } else if (XmlCharacters.isSpace(b)) {
            spaced = true;
        } else if (spaced && (b < 0 || XmlCharacters.isNameStart(b))) {
            state = State.ATTRIBUTE_NAME;
            return at;
        } else {
            throw unexpected((char) b, "in a start tag");
        }
        return at + 1;
    }

    private int value(byte[] in, int from, int to) throws XmlException {
        int at = skipLineFeed(in, from);
        int end = plain(in, at, to, PLAIN_VALUE);
        token.add(in, at, end);
        if (end == to) {
            return to;
        }
        byte b = in[end];
        if (b == quote) {
            stack.attribute(attribute, token.take(strings));
            spaced = false;
            state = State.IN_START_TAG;
        } else {
            switch (b) {
                case '"', '\'' -> token.add((char) b);
                case '\t', '\n' -> token.add(' ');
                case '\r' -> lineEnd(' ', true);
                case '&' -> beginReference(true);
                default -> throw notAllowed(b);
            }
        }
        return end + 1;
    }

    private void startTagEnded(int at, boolean empty) throws XmlException {
        state = State.TEXT;
        run = 0;
        if (stack.depth() == 1) {
            sink.streamStarted(stack.name());
        }
        if (empty && state != State.STOPPED) {
            elementEnded(at);
        }
    }

    private void elementEnded(int at) throws XmlException {
        state = State.TEXT;
        run = 0;
        Element ended = stack.pop();
        if (stack.depth() == 1) {
            size.check(at + 1, limits);
            sink.element(ended);
            size.elementBegins(at + 1); // in the next stream, if the sink has restarted the decoder
        } else if (stack.depth() == 0) {
            stop();
            sink.streamEnded();
        }
    }

    private void beginReference(boolean partOfValue) {
        inValue = partOfValue;
        state = State.REFERENCE;
    }

    private void reference(char c) throws XmlException {
        int codePoint = reference.take(c);
        if (codePoint >= 0) {
            if (inValue || stack.depth() > 1) {
                token.addCodePoint(codePoint);
            }
            run = 0;
            state = inValue ? State.VALUE : State.TEXT;
        }
    }

    // helpers

    /** The place of the first byte which is not of this kind; bytes beyond ASCII are of every kind, and checked. */
    private int plain(byte[] in, int from, int to, boolean[] kind) throws XmlException {
        int at = from;
        while (at < to) {
            byte b = in[at];
            if (b < 0) {
                token.notAscii();
                at = utf8.skip(in, at, to);
            } else if (kind[b]) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private void keepText(byte[] in, int from, int end) {
        if (stack.depth() > 1) {
            token.add(in, from, end);
        }
        fresh = false;
    }

    private void endText() {
        if (token.length() > 0) {
            stack.text(token.take(strings));
        } else {
            token.clear();
        }
    }

    private void lineEnd(char replacement, boolean keep) {
        if (keep) {
            token.add(replacement);
        }
        afterCarriageReturn = true;
        run = 0;
        fresh = false;
    }

    private int skipLineFeed(byte[] in, int at) {
        boolean skip = afterCarriageReturn && in[at] == '\n';
        afterCarriageReturn = false;
        return skip ? at + 1 : at;
    }

    private void requireInStream() throws XmlException {
        if (stack.depth() == 0) {
            throw XmlException.illFormed("There is text in front of the stream");
        }
    }

    private void requireSpace(byte[] in, int from, int end) throws XmlException {
        for (int i = from; i < end; i++) {
            if (!XmlCharacters.isSpace(in[i])) {
                requireInStream();
            }
        }
    }

    /** Measuring begins here, if this is directly below the stream. */
    private void beginElement(int at) {
        if (stack.depth() == 1) {
            size.elementBegins(at);
        }
    }

    private static XmlException notAllowed(byte b) {
        return XmlException.illFormed(String.format("The character U+%04X is not allowed here", b));
    }

    private static XmlException unexpected(char c, String where) {
        return XmlException.illFormed(String.format("The byte 0x%02X stands %s", c & 0xFF, where));
    }

    /** A name for a message: names have no control characters, but may be long. */
    private static String printable(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }

    private static boolean[] plainExcept(String special) {
        return XmlCharacters.ascii(c -> XmlCharacters.isCarried(c) && special.indexOf(c) < 0);
    }
}
