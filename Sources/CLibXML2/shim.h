// libxml2's SAX2 parser for Swift.
//
// Debian's libxml2 is built with ICU; its headers then pull in ICU's, which clash with the copy inside Foundation.
// Nothing of ours uses ICU through libxml2, so its part of the headers is switched off.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
