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
#include <string.h>

// What libxml2's callbacks hand around: the reader, and the first problem that ended the parse.
typedef struct {
    void *reader;
    int code;
    int line;
    char message[256];
} TransectXMLContext;

// Keeps the first fatal problem; those that follow are consequences of it.
#if LIBXML_VERSION >= 21200
static inline void transect_xml_problem(void *data, const xmlError *error)
#else
static inline void transect_xml_problem(void *data, xmlError *error)
#endif
{
    TransectXMLContext *context = (TransectXMLContext *)data;
    if (context == NULL || error == NULL || context->code != 0 || error->level != XML_ERR_FATAL) return;
    context->code = error->code;
    context->line = error->line;
    if (error->message != NULL) strncpy(context->message, error->message, sizeof(context->message) - 1);
}

// Some problems libxml2 prints instead of reporting them. They reach us as a failed parse all the same.
static inline void transect_xml_print_nothing(void *data, const char *format, ...) {
    (void)data;
    (void)format;
}

static inline void transect_xml_silence(void) { xmlSetGenericErrorFunc(NULL, transect_xml_print_nothing); }

// A push parser that calls back for elements, text and a document type, and does nothing else: no tree, no network, no
// entities beyond the five that XML itself defines.
static inline xmlParserCtxtPtr transect_xml_create(
    TransectXMLContext *context, startElementNsSAX2Func start, endElementNsSAX2Func end, charactersSAXFunc text,
    internalSubsetSAXFunc doctype)
{
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof(handler));
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = text;
    handler.ignorableWhitespace = text;
    handler.cdataBlock = text;
    handler.internalSubset = doctype;
    handler.serror = transect_xml_problem;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, context, NULL, 0, NULL);
    if (parser != NULL) xmlCtxtUseOptions(parser, XML_PARSE_NONET);
    return parser;
}
