// Package safehtml makes the HTML of a mail fit to be shown: a page of its own
// for a sandboxed frame, with nothing in it that runs, submits, covers or phones
// home.
//
// It works in two passes that do not trust each other. The first reads tags one
// by one and writes a new page from a closed list of elements, in the one form
// that every HTML parser reads as the same tree, and decides on links, images and
// styles. The second is bluemonday with a policy of our own: whatever is not in
// its list of elements, attributes and values does not survive, whoever wrote it.
//
// It knows HTML, CSS declarations and URLs. It refuses to know messages,
// networks and what is behind a link. It is no replacement for the frame's
// sandbox and Content-Security-Policy but what makes them the second wall.
//
// It obeys the HTML Standard (section 13.2 for how a browser builds a tree, 15 for
// what old attributes mean), CSS Syntax Level 3, RFC 2392 (cid:), RFC 2397 (data:)
// and RFC 6068 (mailto:).
package safehtml
