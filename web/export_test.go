package web

// Attachment is attachment, for tests.
var Attachment = attachment
