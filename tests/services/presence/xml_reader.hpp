#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace omstilling {

/// A presence document as another program reads it: libxml2 parses it, and holds it against the
/// schemas in the folder `pidf`. Throws what is wrong with it.
class xml_reader {
public:
  explicit xml_reader(const std::string& text)
    : document_(xmlReadMemory(text.data(), static_cast<int>(text.size()), "presence", nullptr,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
                &xmlFreeDoc) {
    if (!document_)
      throw std::runtime_error("not well-formed: " + text);
    hold_against_schema(text);
  }

  /// The texts of what an XPath names; prefixes p, dm, rpid, cipid, lt.
  std::vector<std::string> all(const std::string& path) const {
    const std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context{
      xmlXPathNewContext(document_.get()), &xmlXPathFreeContext};
    const auto name = [&](const char* prefix, const char* uri) {
      xmlXPathRegisterNs(context.get(), bytes(prefix), bytes(uri));
    };
    name("p", "urn:ietf:params:xml:ns:pidf");
    name("dm", "urn:ietf:params:xml:ns:pidf:data-model");
    name("rpid", "urn:ietf:params:xml:ns:pidf:rpid");
    name("cipid", "urn:ietf:params:xml:ns:pidf:cipid");
    name("lt", "urn:ietf:params:xml:ns:location-type");
    const std::unique_ptr<xmlXPathObject, decltype(&xmlXPathFreeObject)> found{
      xmlXPathEvalExpression(bytes(path.c_str()), context.get()), &xmlXPathFreeObject};
    if (!found)
      throw std::runtime_error("no XPath: " + path);
    std::vector<std::string> result;
    for (int i = 0; i < xmlXPathNodeSetGetLength(found->nodesetval); ++i)
      result.push_back(text_of(found->nodesetval->nodeTab[i]));
    return result;
  }
  std::string one(const std::string& path) const {
    const auto found = all(path);
    return found.size() == 1 ? found.front() : std::to_string(found.size()) + " of " + path;
  }
  /// The names of a node's children.
  std::vector<std::string> names(const std::string& path) const {
    std::vector<std::string> result;
    const auto count = all(path + "/*").size();
    for (std::size_t i = 1; i <= count; ++i)
      result.push_back(name_of(path + "/*[" + std::to_string(i) + "]"));
    return result;
  }

private:
  static const xmlChar* bytes(const char* x) { return reinterpret_cast<const xmlChar*>(x); }
  static std::string text_of(xmlNode* x) {
    const std::unique_ptr<xmlChar, decltype(xmlFree)> text{xmlNodeGetContent(x), xmlFree};
    return reinterpret_cast<const char*>(text.get());
  }
  std::string name_of(const std::string& path) const {
    const std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context{
      xmlXPathNewContext(document_.get()), &xmlXPathFreeContext};
    for (const auto& [prefix, uri] : {std::pair{"p", "urn:ietf:params:xml:ns:pidf"},
                                      {"dm", "urn:ietf:params:xml:ns:pidf:data-model"},
                                      {"rpid", "urn:ietf:params:xml:ns:pidf:rpid"}})
      xmlXPathRegisterNs(context.get(), bytes(prefix), bytes(uri));
    const std::unique_ptr<xmlXPathObject, decltype(&xmlXPathFreeObject)> found{
      xmlXPathEvalExpression(bytes(("local-name(" + path + ")").c_str()), context.get()),
      &xmlXPathFreeObject};
    return reinterpret_cast<const char*>(found->stringval);
  }

  static void note(void* to, xmlError* what) { *static_cast<std::string*>(to) += what->message; }

  void hold_against_schema(const std::string& text) const {
    std::string wrong;
    const std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> reading{
      xmlSchemaNewParserCtxt(PIDF_SCHEMAS "/pidf.xsd"), &xmlSchemaFreeParserCtxt};
    xmlSchemaSetParserStructuredErrors(reading.get(), &note, &wrong);
    const std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> schema{xmlSchemaParse(reading.get()),
                                                                      &xmlSchemaFree};
    if (!schema)
      throw std::runtime_error("the schema: " + wrong);
    const std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> check{
      xmlSchemaNewValidCtxt(schema.get()), &xmlSchemaFreeValidCtxt};
    xmlSchemaSetValidStructuredErrors(check.get(), &note, &wrong);
    if (xmlSchemaValidateDoc(check.get(), document_.get()) != 0)
      throw std::runtime_error(wrong + text);
  }

  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document_;
};

} // namespace omstilling
