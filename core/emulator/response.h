// SPDX-License-Identifier: MIT
// What the emulator answers, beside the messages of core/http.
#pragma once

#include "http/encoding.h"
#include "http/message.h"

#include <string>

namespace plectrum::emulator {

using http::asciiJson;
using http::Headers;
using http::isJson;
using http::isSameWord;
using http::percentDecoded;
using http::percentEncoded;
using http::Query;
using http::Request;

struct Response : http::Response
{
    std::string contentType = "application/json";
};

} // namespace plectrum::emulator
