// Package web serves Vigie over HTTP: pages for people, JSON and CSV for
// programs. A handler binds what was sent, calls the store, and renders a
// component of views into a buffer; it returns errors, which one place turns
// into a page or a problem document.
//
// Echo is confined here (ADR 9). The package refuses to know SQL and rules; the
// French is in views. Security headers follow the OWASP secure headers project;
// cross-origin requests that would change something are refused by
// net/http.CrossOriginProtection; problem documents are RFC 9457.
package web
