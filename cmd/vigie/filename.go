package main

import (
	"fmt"

	"github.com/alecthomas/kong"
)

// A fileName is the name of a file as it was typed. Names are bytes: kong passes
// strings through JSON, which would replace what is no UTF-8, and the file would
// not be found.
type fileName string

// Decode takes the argument as it is.
func (f *fileName) Decode(ctx *kong.DecodeContext) error {
	token, err := ctx.Scan.PopValue("file")
	if err != nil {
		return err
	}
	name, ok := token.Value.(string)
	if !ok {
		return fmt.Errorf("%v is no file name", token.Value)
	}
	*f = fileName(name)
	return nil
}
