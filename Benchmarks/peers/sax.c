/* How fast libxml2 alone gets through an XML file: its SAX2 push parser with callbacks that do nothing.
 *
 * usage: sax FILE
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static long elements = 0;

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes) {
    elements++;
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {}

static void characters(void *context, const xmlChar *text, int length) {}

int main(int count, char **arguments) {
    static char piece[1 << 18];
    if (count != 2) return 2;
    FILE *file = fopen(arguments[1], "rb");
    if (!file) return 1;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (!parser) return 1;
    size_t length;
    while ((length = fread(piece, 1, sizeof piece, file)) > 0) xmlParseChunk(parser, piece, (int)length, 0);
    xmlParseChunk(parser, piece, 0, 1);
    int is_well_formed = parser->wellFormed;
    xmlFreeParserCtxt(parser);
    fclose(file);
    printf("elements=%ld\n", elements);
    return is_well_formed ? 0 : 1;
}
