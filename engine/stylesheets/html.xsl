<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later

     report.xml as one HTML page for screen and A4 print, without script.
     Numbers are looked up in <indicators>, where each stands once.  Drawings
     are put in afterwards where a comment plate:ID stands.
     An empty non-void element would break HTML parsing: none is ever made. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:shihyo:report:1" exclude-result-prefixes="r">
<xsl:output method="html" encoding="UTF-8" indent="no"
            doctype-system="about:legacy-compat"/>

<xsl:key name="indicator" match="r:indicators/r:indicator" use="@id"/>
<xsl:key name="label" match="r:label" use="@key"/>
<xsl:key name="note" match="r:notes/r:note" use="@mark"/>
<xsl:key name="source" match="r:sources/r:source" use="@id"/>

<xsl:template match="/r:report">
<html lang="{@xml:lang}">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="{r:provenance/@engine}"/>
<title><xsl:value-of select="r:head/r:title"/></title>
<style>
:root{--ink:#1E2429;--ink2:#545C64;--rule:#B4BBC1;--band:#F4F6F8;--ai:#17456E;--daidai:#A9520F;--enji:#9C2F5A}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:10.5pt/1.65 "BIZ UDPGothic","BIZ UDPゴシック","Noto Sans CJK JP","Yu Gothic",sans-serif;text-spacing-trim:trim-start;line-break:strict}
main{max-width:170mm;margin:12mm auto}
.top{display:flex;justify-content:space-between;align-items:flex-start;color:var(--ink2)}
.number{border:1px solid var(--ink);color:var(--ink);padding:1.2mm 5mm;font-size:12pt}
h1{font-size:17pt;line-height:1.35;margin:3mm 0 2mm}
.who{color:var(--ink2);border-bottom:1.4pt solid var(--ai);padding-bottom:3mm;margin:0 0 4mm}
.summary{background:var(--band);border-left:2mm solid var(--ai);padding:3mm 5mm 3mm 4mm}
.summary ul{margin:0;padding-left:5mm}
.summary li{margin:.6mm 0}
h2+p{break-after:avoid}
h2{font-size:13pt;margin:9mm 0 2mm;padding-bottom:1mm;border-bottom:.6pt solid var(--rule);break-after:avoid}
h3{font-size:10.5pt;margin:6mm 0 1.5mm;break-after:avoid}
h3 b{color:var(--ai);margin-right:3mm}
p{margin:1.5mm 0}
table{border-collapse:collapse;width:100%;font-size:9pt;line-height:1.4}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{padding:1.3mm 1.6mm;border-bottom:.5pt solid var(--rule);vertical-align:middle}
thead th{background:var(--ai);color:#fff;font-weight:bold;text-align:center;line-height:1.3}
thead th span{display:block;font-weight:normal}
tbody th{font-weight:normal;text-align:left}
td.n{text-align:right;font-family:"BIZ UDGothic","BIZ UDゴシック","Noto Sans Mono CJK JP",monospace;white-space:nowrap}
td.n small{display:block;color:var(--ink2);font-family:"BIZ UDPGothic","Noto Sans CJK JP",sans-serif}
td.t{color:var(--daidai);font-weight:bold}
td.s,.seg,.id{white-space:nowrap}
.measure{min-width:34mm}
.said{min-width:42mm}
.who-line{min-width:20mm}
.how{min-width:46mm}
tbody th,h1,h2,h3,h4{word-break:auto-phrase;overflow-wrap:anywhere}
.why{color:var(--ink2);font-size:8pt;font-family:"BIZ UDPGothic","Noto Sans CJK JP",sans-serif}
.achieved,.reached,.on-track{color:var(--ai);font-weight:bold}
.behind{color:var(--daidai);font-weight:bold}
.worse{color:var(--enji);font-weight:bold}
.not-assessed{color:var(--ink2)}
.tag{display:inline-block;border:.6pt solid var(--ink2);border-radius:.8mm;font-size:7.5pt;line-height:1.3;padding:0 1mm;margin-right:1mm;color:var(--ink2)}
sup{font-size:7pt;line-height:0}
.foot{font-size:8pt;line-height:1.5;color:var(--ink2);margin:1.5mm 0 0}
figure{margin:0 0 4mm}
.plate{break-inside:avoid}
figure svg{display:block;width:100%;height:auto}
.message{color:var(--ink2);margin:0 0 1mm}
.card{border:.5pt solid var(--rule);border-top:1.2pt solid var(--ai);padding:2mm 3mm 2.5mm;margin:0 0 3mm;break-inside:avoid;font-size:9pt;line-height:1.5}
.card h4{font-size:9.5pt;margin:0}
.card .meta{color:var(--ink2);font-size:8pt;margin:.3mm 0 1mm}
.card p{margin:1mm 0}
dl{display:flex;flex-wrap:wrap;gap:.5mm 5mm;margin:1mm 0 0}
dl div{display:flex;gap:1.5mm}
dt{color:var(--ink2)}
dd{margin:0}
.small,.small table{font-size:7.6pt;line-height:1.4}
.small th,.small td{padding:.6mm 1.2mm}
.small td{overflow-wrap:anywhere}
.computed{margin-top:2mm}
tr.group th{background:var(--band);font-weight:bold;break-after:avoid}
.terms{margin:0;padding-left:5mm;font-size:8.5pt}
.year-plan{table-layout:fixed}
.year-plan thead th:first-child{width:24%}
.year-plan td small{display:block;font-weight:normal;color:var(--ink2)}
.year-plan td{text-align:center;padding:1mm .6mm}
.year-plan .project th{background:var(--band);font-weight:bold}
.year-plan .project span{float:right;font-weight:normal;color:var(--ink2);font-size:8pt}
.year-plan .group th{font-weight:bold;padding-left:3mm;color:var(--ink2)}
.year-plan .star{color:var(--daidai);margin-right:1mm}
.chip{display:block;font-size:8.4pt;padding:1.2mm 2.6mm 1.2mm 1.2mm;clip-path:polygon(0 0,calc(100% - 2mm) 0,100% 50%,calc(100% - 2mm) 100%,0 100%);line-height:1.3}
.chip.run{background:var(--ai);color:#fff}
.chip.start{background:#A9C6E3 repeating-linear-gradient(135deg,transparent 0 1.4mm,#7FA6CC 1.4mm 1.6mm)}
.chip.consider{background:var(--band);outline:.6pt dashed var(--ink2);outline-offset:-.6pt;clip-path:none}
.year-plan .cost td,.year-plan .whole td{text-align:center;font-family:"BIZ UDGothic","Noto Sans Mono CJK JP",monospace}
.year-plan .cost th,.year-plan .whole th{color:var(--ink2)}
.year-plan .goal{color:var(--ai);font-weight:bold}
.year-plan .whole td,.year-plan .sum{font-weight:bold}
.basis td:last-child{min-width:33mm}
.verdicts td{vertical-align:top}
.verdicts td small{display:block;color:var(--ink2)}
.verdicts td .hand{color:var(--daidai)}
.verdicts td.hand-set{outline:.7pt dashed var(--daidai);outline-offset:-1.2mm}
.verdicts .sum td,.verdicts .sum th,.verdicts td.sum{background:var(--band)}
.same{color:var(--ink);font-weight:bold}
.none{color:var(--ink)}
.checked{font-size:8.5pt;margin:1mm 0 0;padding-left:5mm}
@page{size:A4;margin:18mm 20mm}
@media print{main{margin:0;max-width:none}body{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@media screen and (max-width:190mm){main{margin:4mm}.wide{overflow-x:auto}}
</style>
</head>
<body><main>
<xsl:comment>glyphs</xsl:comment>
<xsl:apply-templates select="r:head"/>
<xsl:apply-templates select="r:section"/>
<xsl:apply-templates select="r:notes"/>
<xsl:apply-templates select="r:terms"/>
<xsl:call-template name="record"/>
<xsl:apply-templates select="r:sources"/>
<xsl:apply-templates select="r:provenance"/>
</main></body>
</html>
</xsl:template>

<xsl:template name="label"><xsl:param name="key"/><xsl:value-of select="key('label',$key)"/></xsl:template>

<!-- ==== head ============================================================ -->
<xsl:template match="r:head">
<header>
<div class="top">
<div><xsl:value-of select="r:meeting"/><xsl:if test="r:meeting and r:date">　</xsl:if><xsl:value-of select="r:date"/>&#160;</div>
<xsl:if test="r:number"><div class="number"><xsl:value-of select="r:number"/></div></xsl:if>
</div>
<h1><xsl:value-of select="r:title"/><xsl:value-of select="r:draft"/></h1>
<p class="who">
<xsl:for-each select="r:body|r:publisher[not(../r:body)]|r:period|r:fiscal-year">
<xsl:if test="position()&gt;1">　</xsl:if><xsl:value-of select="."/>
</xsl:for-each>
</p>
</header>
<xsl:if test="r:summary/r:point">
<section class="summary" aria-label="{r:summary/@heading}"><ul>
<xsl:for-each select="r:summary/r:point"><li><xsl:value-of select="."/></li></xsl:for-each>
</ul></section>
</xsl:if>
</xsl:template>

<!-- ==== sections ======================================================== -->
<xsl:template match="r:section">
<section id="{@id}">
<h2><xsl:value-of select="r:heading"/></h2>
<xsl:for-each select="r:para"><p><xsl:value-of select="."/></p></xsl:for-each>
<xsl:apply-templates select="r:status-table"/>
<xsl:apply-templates select="r:verdict-table"/>
<xsl:apply-templates select="r:verdict-groups"/>
<xsl:apply-templates select="r:verdict-counts"/>
<xsl:apply-templates select="r:schedule-table"/>
<xsl:apply-templates select="r:sample"/>
<xsl:apply-templates select="r:measure-table"/>
<xsl:apply-templates select="r:survey-table"/>
<xsl:apply-templates select="r:supply-table"/>
<xsl:apply-templates select="r:deadlines"/>
<xsl:apply-templates select="r:data-table"/>
<xsl:apply-templates select="r:audit"/>
<xsl:apply-templates select="r:figure[not(../r:survey-table)]"/>
<xsl:if test="r:card"><h3><xsl:call-template name="label"><xsl:with-param name="key">cards</xsl:with-param></xsl:call-template></h3></xsl:if>
<xsl:apply-templates select="r:card"/>
</section>
</xsl:template>

<xsl:template name="measure">
<xsl:if test="@new"><span class="tag"><xsl:value-of select="key('label','new')"/></span></xsl:if>
<xsl:if test="@reference-only"><span class="tag"><xsl:value-of select="key('label','reference')"/></span></xsl:if>
<xsl:value-of select="r:measure"/>
<xsl:for-each select="r:mark"><sup><xsl:value-of select="."/></sup></xsl:for-each>
</xsl:template>

<xsl:template name="status">
<span class="{@status}">
<xsl:choose>
<xsl:when test="@status='achieved'">◎ </xsl:when>
<xsl:when test="@status='on-track'">○ </xsl:when>
<xsl:when test="@status='behind'">△ </xsl:when>
<xsl:when test="@status='worse'">▼ </xsl:when>
<xsl:otherwise>― </xsl:otherwise>
</xsl:choose>
<xsl:value-of select="@status-text"/>
</span>
</xsl:template>

<!-- A published value; its year below where the column head has none. -->
<xsl:template name="value-cell">
<xsl:param name="value"/><xsl:param name="year" select="true()"/><xsl:param name="class">n</xsl:param>
<td class="{$class}">
<xsl:choose>
<xsl:when test="$value"><xsl:value-of select="$value/@published"/>
<xsl:if test="not($year) and $value/@era"><small>（<xsl:value-of select="$value/@era"/>）</small></xsl:if></xsl:when>
<xsl:otherwise>&#160;</xsl:otherwise>
</xsl:choose>
</td>
</xsl:template>

<xsl:template name="quantity-cell">
<xsl:param name="quantity"/>
<td class="n">
<xsl:choose>
<xsl:when test="$quantity/@value"><xsl:value-of select="$quantity/@published"/></xsl:when>
<xsl:when test="../r:segment/r:part and $quantity/@reason='parts'">
<xsl:for-each select="r:part"><xsl:variable name="name" select="local-name($quantity)"/><small><xsl:value-of select="*[local-name()=$name]/@published"/></small></xsl:for-each>
</xsl:when>
<xsl:otherwise><span class="why"><xsl:value-of select="$quantity/@published"/></span></xsl:otherwise>
</xsl:choose>
</td>
</xsl:template>

<xsl:template match="r:status-table">
<xsl:variable name="table" select="."/>
<xsl:variable name="labelled" select="boolean(key('indicator',r:row/@ref)/r:segment/@label)"/>
<xsl:variable name="judged" select="boolean(key('indicator',r:row/@ref)/r:segment/r:target)"/>
<h3 id="{@id}"><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<div class="wide"><table>
<thead><tr>
<th scope="col"><xsl:if test="$labelled"><xsl:attribute name="colspan">2</xsl:attribute></xsl:if><xsl:value-of select="key('label','indicator')"/></th>
<xsl:if test="$judged or key('indicator',r:row/@ref)/r:segment/r:baseline[@value]">
<th scope="col"><xsl:value-of select="key('label','baseline')"/><xsl:if test="@baseline-year"><span>（<xsl:value-of select="@baseline-year"/>）</span></xsl:if></th>
</xsl:if>
<xsl:for-each select="r:year"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each>
<xsl:if test="$judged">
<th scope="col"><xsl:value-of select="key('label','target')"/><xsl:if test="@target-year"><span>（<xsl:value-of select="@target-year"/>）</span></xsl:if></th>
<xsl:choose>
<xsl:when test="@layout='course'"><th scope="col"><xsl:value-of select="key('label','progress')"/></th></xsl:when>
<xsl:otherwise><th scope="col"><xsl:value-of select="key('label','gap')"/></th><th scope="col"><xsl:value-of select="key('label','pace-needed')"/></th></xsl:otherwise>
</xsl:choose>
<th scope="col"><xsl:value-of select="key('label','status')"/></th>
</xsl:if>
</tr></thead>
<tbody>
<xsl:for-each select="r:row">
<xsl:for-each select="key('indicator',@ref)">
<xsl:variable name="n" select="count(r:segment)"/>
<xsl:for-each select="r:segment">
<xsl:variable name="segment" select="."/>
<tr>
<xsl:if test="position()=1">
<th scope="row" class="measure" rowspan="{$n}"><xsl:if test="$labelled and not(@label)"><xsl:attribute name="colspan">2</xsl:attribute></xsl:if>
<xsl:for-each select=".."><xsl:call-template name="measure"/></xsl:for-each></th>
</xsl:if>
<xsl:if test="@label"><th scope="row" class="seg"><xsl:value-of select="@label"/></th></xsl:if>
<xsl:if test="$judged or key('indicator',$table/r:row/@ref)/r:segment/r:baseline[@value]">
<xsl:call-template name="value-cell"><xsl:with-param name="value" select="r:baseline"/><xsl:with-param name="year" select="boolean($table/@baseline-year)"/></xsl:call-template>
</xsl:if>
<xsl:for-each select="$table/r:year">
<xsl:variable name="period" select="@period"/>
<xsl:call-template name="value-cell"><xsl:with-param name="value" select="$segment/r:actual[@period=$period]"/></xsl:call-template>
</xsl:for-each>
<xsl:if test="$judged">
<xsl:call-template name="value-cell"><xsl:with-param name="value" select="r:target"/><xsl:with-param name="year" select="boolean($table/@target-year)"/><xsl:with-param name="class">n t</xsl:with-param></xsl:call-template>
<xsl:choose>
<xsl:when test="$table/@layout='course'"><xsl:call-template name="quantity-cell"><xsl:with-param name="quantity" select="r:progress"/></xsl:call-template></xsl:when>
<xsl:otherwise>
<xsl:call-template name="quantity-cell"><xsl:with-param name="quantity" select="r:gap"/></xsl:call-template>
<xsl:call-template name="quantity-cell"><xsl:with-param name="quantity" select="r:pace-needed"/></xsl:call-template>
</xsl:otherwise>
</xsl:choose>
<td class="s"><xsl:call-template name="status"/></td>
</xsl:if>
</tr>
</xsl:for-each>
</xsl:for-each>
</xsl:for-each>
</tbody>
</table></div>
<xsl:apply-templates select="r:foot"/>
</xsl:template>

<xsl:template match="r:foot">
<xsl:if test="r:remark|r:source">
<div class="foot">
<xsl:for-each select="r:remark">
<div><xsl:if test="position()=1"><xsl:value-of select="key('label','remarks')"/></xsl:if><xsl:if test="last()&gt;1"><xsl:value-of select="concat(position(),'. ')"/></xsl:if><xsl:value-of select="."/></div>
</xsl:for-each>
<xsl:for-each select="r:source">
<div><xsl:value-of select="key('label','source')"/><xsl:value-of select="."/></div>
</xsl:for-each>
</div>
</xsl:if>
</xsl:template>

<!-- A schedule stands on the page as a table already: its drawing is for
     papers of another make. -->
<xsl:template match="r:figure[@kind='schedule']">
<p class="foot"><xsl:value-of select="concat(@number,' ',@title,'：',@href)"/></p>
</xsl:template>

<xsl:template match="r:figure">
<figure id="{@id}">
<div class="plate">
<h3><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<xsl:if test="r:message"><p class="message"><xsl:value-of select="r:message"/></p></xsl:if>
<xsl:comment>plate:<xsl:value-of select="@id"/></xsl:comment>
</div>
<xsl:apply-templates select="r:foot"/>
</figure>
</xsl:template>

<!-- ==== cards =========================================================== -->
<xsl:template match="r:card">
<xsl:for-each select="key('indicator',@ref)">
<article class="card" id="card-{@id}">
<h4><xsl:call-template name="measure"/></h4>
<p class="meta"><xsl:value-of select="@id"/>　<xsl:value-of select="key('label','unit')"/>：<xsl:value-of select="@unit"/>　<xsl:value-of select="key('label','direction')"/>：<xsl:value-of select="key('label',concat('direction-',@direction))"/></p>
<xsl:if test="r:definition"><p><xsl:value-of select="key('label','definition')"/>：<xsl:value-of select="r:definition"/></p></xsl:if>
<xsl:for-each select="r:segment">
<p><xsl:call-template name="status"/>　<xsl:if test="@label"><b><xsl:value-of select="@label"/></b>　</xsl:if><xsl:value-of select="r:statement"/></p>
<xsl:if test="*[@formula]">
<dl>
<xsl:for-each select="r:achievement[@value]|r:progress[@value]|r:elapsed[@value]|r:change[@value]|r:gap[@value]|r:pace-needed[@value]|r:pace-so-far[@value]">
<div><dt><xsl:value-of select="key('label',local-name())"/></dt><dd><xsl:value-of select="@published"/></dd></div>
</xsl:for-each>
</dl>
</xsl:if>
<xsl:if test="r:trend/r:statement"><p><b><xsl:value-of select="key('label','trend')"/></b>　<xsl:value-of select="r:trend/r:statement"/></p></xsl:if>
<xsl:for-each select="r:difficulty|r:detectability"><p><b><xsl:value-of select="@label"/></b>　<xsl:value-of select="."/></p></xsl:for-each>
</xsl:for-each>
<xsl:for-each select="r:mark[key('note',.)]"><p class="foot"><xsl:value-of select="."/>　<xsl:value-of select="key('note',.)"/></p></xsl:for-each>
</article>
</xsl:for-each>
</xsl:template>

<!-- ==== tail ============================================================ -->
<xsl:template match="r:notes">
<section><h2><xsl:value-of select="key('label','notes')"/></h2>
<xsl:for-each select="r:note"><p class="foot"><xsl:value-of select="@mark"/>　<xsl:value-of select="."/></p></xsl:for-each>
</section>
</xsl:template>

<xsl:template match="r:terms">
<section><h2><xsl:value-of select="key('label','terms')"/></h2>
<ul class="terms"><xsl:for-each select="r:term"><li><xsl:value-of select="."/></li></xsl:for-each></ul>
</section>
</xsl:template>

<xsl:template match="r:sources">
<section><h2><xsl:value-of select="key('label','sources')"/></h2>
<ul class="terms"><xsl:for-each select="r:source"><li><xsl:value-of select="."/></li></xsl:for-each></ul>
</section>
</xsl:template>

<xsl:template name="place"><xsl:value-of select="concat(@file,':',@line,':',@column)"/></xsl:template>

<!-- Where the letters of a formula were read. -->
<xsl:template name="inputs">
<xsl:param name="segment"/><xsl:param name="name"/>
<xsl:variable name="latest" select="$segment/@latest"/>
<xsl:variable name="x" select="$segment/r:actual[@period=$latest and not(@history)]"/>
<xsl:variable name="used" select="$x|$segment/r:baseline[$name!='achievement' and $name!='gap' and $name!='pace-needed' or not($x)]|$segment/r:target[$name!='change' and $name!='pace-so-far']"/>
<xsl:for-each select="$used[@file]"><xsl:if test="position()&gt;1">, </xsl:if><xsl:call-template name="place"/></xsl:for-each>
</xsl:template>

<xsl:template name="record-rows">
<xsl:param name="segment"/><xsl:param name="label"/>
<xsl:for-each select="*[@formula]">
<tr>
<th scope="row" class="id"><xsl:value-of select="$segment/../@id"/><xsl:if test="$label!=''">/<xsl:value-of select="$label"/></xsl:if></th>
<td class="id"><xsl:value-of select="key('label',local-name())"/></td>
<td class="n"><xsl:value-of select="@published"/></td>
<td><xsl:value-of select="@formula"/></td>
<td><xsl:call-template name="inputs"><xsl:with-param name="segment" select="$segment"/><xsl:with-param name="name" select="local-name()"/></xsl:call-template></td>
</tr>
</xsl:for-each>
</xsl:template>

<xsl:template name="record">
<xsl:if test="//r:segment//*[@formula]">
<section class="small"><h2><xsl:value-of select="key('label','record')"/></h2>
<p><xsl:value-of select="key('label','record-lead')"/></p>
<table><thead><tr>
<th scope="col"><xsl:value-of select="key('label','indicator')"/></th><th scope="col">&#160;</th>
<th scope="col"><xsl:value-of select="key('label','value')"/></th>
<th scope="col"><xsl:value-of select="key('label','formula')"/></th>
<th scope="col"><xsl:value-of select="key('label','input')"/></th>
</tr></thead><tbody>
<xsl:for-each select="r:indicators/r:indicator/r:segment">
<xsl:variable name="segment" select="."/>
<xsl:call-template name="record-rows"><xsl:with-param name="segment" select="$segment"/><xsl:with-param name="label" select="@label"/></xsl:call-template>
<xsl:for-each select="r:part">
<xsl:call-template name="record-rows"><xsl:with-param name="segment" select="$segment"/><xsl:with-param name="label" select="concat(../@label,@unit)"/></xsl:call-template>
</xsl:for-each>
</xsl:for-each>
</tbody></table></section>
</xsl:if>
</xsl:template>

<xsl:template match="r:provenance">
<section class="small"><h2><xsl:value-of select="key('label','inputs')"/></h2>
<table><thead><tr><th scope="col"><xsl:value-of select="key('label','file')"/></th><th scope="col"><xsl:value-of select="key('label','encoding')"/></th><th scope="col"><xsl:value-of select="key('label','rows')"/></th><th scope="col">SHA-256</th></tr></thead><tbody>
<xsl:for-each select="r:input"><tr><th scope="row"><xsl:value-of select="@path"/></th><td><xsl:value-of select="@encoding"/></td><td class="n"><xsl:value-of select="@rows"/>&#160;</td><td><xsl:value-of select="@sha256"/></td></tr></xsl:for-each>
</tbody></table>
<p><xsl:value-of select="key('label','program')"/>：<xsl:value-of select="@engine"/>　<xsl:value-of select="key('label','font')"/>：<xsl:for-each select="r:font"><xsl:if test="position()&gt;1">, </xsl:if><xsl:value-of select="@file"/></xsl:for-each>　digest <xsl:value-of select="@digest"/></p>
</section>
</xsl:template>

<!-- ==== methods side by side ============================================ -->
<xsl:template name="sense">
<span class="{@sense}">
<xsl:choose>
<xsl:when test="@sense='reached'">◎ </xsl:when>
<xsl:when test="@sense='on-track'">○ </xsl:when>
<xsl:when test="@sense='behind'">△ </xsl:when>
<xsl:when test="@sense='same'">＝ </xsl:when>
<xsl:when test="@sense='worse'">▼ </xsl:when>
<xsl:when test="@verdict='not_assessed'">― </xsl:when>
</xsl:choose>
<xsl:value-of select="@text"/>
</span>
</xsl:template>

<xsl:template match="r:judged">
<td><xsl:if test="@override-reason"><xsl:attribute name="class">hand-set</xsl:attribute></xsl:if>
<xsl:call-template name="sense"/>
<xsl:if test="@published"><small><xsl:value-of select="@published"/></small></xsl:if>
<xsl:if test="@override-reason"><small class="hand"><xsl:value-of select="concat(../../@by-hand,'（',../../@computed-head,'：',@computed-text,'）')"/></small></xsl:if>
</td>
</xsl:template>

<xsl:template name="row-name"><xsl:value-of select="@name"/><xsl:if test="@segment">　<xsl:value-of select="@segment"/></xsl:if></xsl:template>

<xsl:template match="r:verdict-table">
<xsl:variable name="table" select="."/>
<h3 id="{@id}"><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<div class="wide">
<xsl:choose>
<xsl:when test="@layout='methods'">
<table class="verdicts"><thead><tr><th scope="col"><xsl:value-of select="@method-head"/></th>
<xsl:for-each select="r:verdict-row"><th scope="col"><xsl:call-template name="row-name"/></th></xsl:for-each></tr></thead><tbody>
<xsl:for-each select="r:method">
<xsl:variable name="method" select="@name"/>
<tr><th scope="row"><xsl:value-of select="@title"/></th><xsl:apply-templates select="$table/r:verdict-row/r:judged[@method=$method]"/></tr>
</xsl:for-each>
<tr class="sum"><th scope="row"><xsl:value-of select="@agree-head"/></th><xsl:for-each select="r:verdict-row"><td><xsl:value-of select="@agreement"/></td></xsl:for-each></tr>
</tbody></table>
</xsl:when>
<xsl:otherwise>
<table class="verdicts small"><thead><tr><th scope="col"><xsl:value-of select="@item-head"/></th>
<xsl:for-each select="r:method"><th scope="col"><xsl:value-of select="@title"/></th></xsl:for-each>
<th scope="col"><xsl:value-of select="@agree-head"/></th></tr></thead><tbody>
<xsl:for-each select="r:verdict-row">
<tr><th scope="row"><xsl:call-template name="row-name"/></th><xsl:apply-templates select="r:judged"/><td class="sum"><xsl:value-of select="@agreement"/></td></tr>
</xsl:for-each>
</tbody></table>
</xsl:otherwise>
</xsl:choose>
</div>
<xsl:apply-templates select="r:foot"/>
<xsl:for-each select="r:verdict-row"><p><b><xsl:call-template name="row-name"/></b>　<xsl:value-of select="r:statement"/></p></xsl:for-each>
<xsl:if test="r:verdict-row/r:judged[@override-reason]">
<h3><xsl:value-of select="@overrides-title"/></h3>
<table class="small"><thead><tr><th scope="col"><xsl:value-of select="@item-head"/></th><th scope="col"><xsl:value-of select="@method-head"/></th><th scope="col"><xsl:value-of select="@verdict-head"/></th><th scope="col"><xsl:value-of select="@computed-head"/></th><th scope="col"><xsl:value-of select="@reason-head"/></th></tr></thead><tbody>
<xsl:for-each select="r:verdict-row/r:judged[@override-reason]">
<xsl:variable name="method" select="@method"/>
<tr><th scope="row"><xsl:for-each select=".."><xsl:call-template name="row-name"/></xsl:for-each></th><td><xsl:value-of select="$table/r:method[@name=$method]/@title"/></td><td><xsl:value-of select="@text"/></td><td><xsl:value-of select="@computed-text"/></td><td><xsl:value-of select="@override-reason"/></td></tr>
</xsl:for-each>
</tbody></table>
</xsl:if>
<h3><xsl:value-of select="@components-title"/></h3>
<div class="wide"><table class="small basis"><thead><tr><th scope="col"><xsl:value-of select="@method-head"/></th><th scope="col"><xsl:value-of select="key('label','baseline')"/></th><th scope="col"><xsl:value-of select="key('label','actual')"/></th><th scope="col"><xsl:value-of select="key('label','target')"/></th><th scope="col"><xsl:value-of select="key('label','progress')"/></th><th scope="col"><xsl:value-of select="@required-head"/></th><th scope="col"><xsl:value-of select="@actual-head"/></th><th scope="col"><xsl:value-of select="@ratio-head"/></th><th scope="col"><xsl:value-of select="@score-head"/></th><th scope="col"><xsl:value-of select="@note-head"/></th></tr></thead><tbody>
<xsl:for-each select="r:verdict-row">
<tr class="group"><th scope="rowgroup" colspan="10"><xsl:value-of select="@indicator"/>　<xsl:call-template name="row-name"/></th></tr>
<xsl:for-each select="r:judged">
<tr><td class="id"><xsl:value-of select="@method"/></td>
<td class="n"><xsl:value-of select="@baseline"/>&#160;</td><td class="n"><xsl:value-of select="@current"/>&#160;</td><td class="n"><xsl:value-of select="@target"/>&#160;</td><td class="n"><xsl:value-of select="@progress"/>&#160;</td><td class="n"><xsl:value-of select="@required"/>&#160;</td><td class="n"><xsl:value-of select="@actual"/>&#160;</td><td class="n"><xsl:value-of select="@ratio"/>&#160;</td><td class="n"><xsl:value-of select="@score"/>&#160;</td>
<td><xsl:value-of select="@note"/>&#160;</td></tr>
</xsl:for-each>
</xsl:for-each>
</tbody></table></div>
<h3><xsl:value-of select="@methods-title"/></h3>
<table class="small"><thead><tr><th scope="col"><xsl:value-of select="@method-head"/></th><th scope="col">ID</th><th scope="col"><xsl:value-of select="@version-head"/></th><th scope="col"><xsl:value-of select="@source-head"/></th></tr></thead><tbody>
<xsl:for-each select="r:method"><tr><th scope="row"><xsl:value-of select="@title"/></th><td class="id"><xsl:value-of select="@name"/></td><td><xsl:value-of select="@version"/></td><td><xsl:value-of select="."/>&#160;</td></tr></xsl:for-each>
</tbody></table>
</xsl:template>

<xsl:template match="r:verdict-groups">
<h3 id="{@id}"><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<table><thead><tr><th scope="col"><xsl:value-of select="@of-head"/></th><th scope="col"><xsl:value-of select="@method-head"/></th><th scope="col"><xsl:value-of select="@verdict-head"/></th><th scope="col"><xsl:value-of select="@note-head"/></th></tr></thead><tbody>
<xsl:for-each select="r:verdict-group"><tr><th scope="row"><xsl:value-of select="@name"/></th><td><xsl:value-of select="@method-title"/></td><td><xsl:call-template name="sense"/></td><td><xsl:value-of select="."/>&#160;</td></tr></xsl:for-each>
</tbody></table>
</xsl:template>

<xsl:template match="r:verdict-counts">
<h3 id="{@id}"><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<table><thead><tr><th scope="col"><xsl:value-of select="@verdict-head"/></th><th scope="col"><xsl:value-of select="@n-head"/></th><th scope="col"><xsl:value-of select="@percent-head"/></th></tr></thead><tbody>
<xsl:for-each select="r:count"><tr><th scope="row"><xsl:value-of select="@text"/></th><td class="n"><xsl:value-of select="@n"/></td><td class="n"><xsl:value-of select="@percent"/></td></tr></xsl:for-each>
<tr><th scope="row"><b><xsl:value-of select="@total-head"/></b></th><td class="n"><xsl:value-of select="@n"/></td><td class="n"><xsl:value-of select="@sum"/></td></tr>
</tbody></table>
<xsl:apply-templates select="r:foot"/>
</xsl:template>

<!-- ==== tables of counts, programmes, dates ============================== -->
<xsl:template match="r:data-table">
<xsl:variable name="table" select="."/>
<h3 id="{@id}"><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<div class="wide"><table>
<thead><tr>
<xsl:for-each select="r:col[not(@hidden) and not(@kind='group')]"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each>
</tr></thead>
<tbody>
<xsl:for-each select="r:data-row">
<xsl:variable name="row" select="."/>
<xsl:variable name="group" select="string(r:cell[@col=$table/r:col[@kind='group']/@id]/r:shown)"/>
<xsl:if test="$group!='' and $group!=string(preceding-sibling::r:data-row[1]/r:cell[@col=$table/r:col[@kind='group']/@id]/r:shown)">
<tr class="group"><th scope="rowgroup" colspan="{count($table/r:col[not(@hidden) and not(@kind='group')])}"><xsl:value-of select="$group"/></th></tr>
</xsl:if>
<tr>
<xsl:for-each select="$table/r:col[not(@hidden) and not(@kind='group')]">
<xsl:variable name="col" select="@id"/>
<xsl:call-template name="data-cell"><xsl:with-param name="cell" select="$row/r:cell[@col=$col]"/></xsl:call-template>
</xsl:for-each>
</tr>
</xsl:for-each>
</tbody>
</table></div>
<xsl:if test="r:computed">
<div class="small wide computed"><table>
<thead><tr>
<th scope="col"><xsl:value-of select="@item"/></th>
<xsl:if test="r:computed/@stated"><th scope="col"><xsl:value-of select="@stated"/></th></xsl:if>
<th scope="col"><xsl:value-of select="@result"/><span>（<xsl:value-of select="@computed-by"/>）</span></th>
<th scope="col"><xsl:value-of select="key('label','formula')"/></th>
<th scope="col"><xsl:value-of select="key('label','input')"/></th>
</tr></thead>
<tbody>
<xsl:for-each select="r:computed">
<tr>
<th scope="row"><xsl:value-of select="@label"/></th>
<xsl:if test="../r:computed/@stated"><td class="n"><xsl:value-of select="@stated"/>&#160;</td></xsl:if>
<td class="n"><xsl:value-of select="@published"/><xsl:if test="@agrees"><small><xsl:value-of select="@agrees-text"/></small></xsl:if></td>
<td><xsl:value-of select="@formula"/></td>
<td><xsl:for-each select="r:used"><xsl:if test="position()&gt;1">, </xsl:if><xsl:call-template name="place"/></xsl:for-each></td>
</tr>
</xsl:for-each>
</tbody>
</table></div>
</xsl:if>
<xsl:apply-templates select="r:foot"/>
</xsl:template>

<xsl:template name="data-cell">
<xsl:param name="cell"/>
<td>
<xsl:if test="@kind='marks' or @kind='role' or @kind='period' or @kind='rank'"><xsl:attribute name="class">seg</xsl:attribute></xsl:if>
<xsl:if test="$cell[@value or r:part-value or @reason] and @kind!='rank'"><xsl:attribute name="class">n</xsl:attribute></xsl:if>
<xsl:choose>
<xsl:when test="$cell/r:rate">
<xsl:for-each select="$cell/r:rate"><div><xsl:value-of select="@published"/><xsl:if test="@condition">（<xsl:value-of select="@condition"/>）</xsl:if></div></xsl:for-each>
</xsl:when>
<xsl:when test="$cell"><xsl:value-of select="$cell/r:shown"/></xsl:when>
<xsl:otherwise>&#160;</xsl:otherwise>
</xsl:choose>
</td>
</xsl:template>

<!-- ==== rules and claims ================================================ -->
<xsl:template match="r:audit">
<h3><xsl:value-of select="@title"/></h3>
<table class="small"><thead><tr><th scope="col">ID</th><xsl:for-each select="r:head"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each></tr></thead><tbody>
<xsl:for-each select="r:checked">
<tr>
<th scope="row" class="id"><xsl:value-of select="@id"/></th>
<td class="id"><xsl:choose><xsl:when test="@result='supported'">○</xsl:when><xsl:when test="@result='contradicted'">×</xsl:when><xsl:when test="@result='ambiguous'">△</xsl:when><xsl:otherwise>―</xsl:otherwise></xsl:choose><xsl:value-of select="concat(' ',@result-label)"/></td>
<td class="said"><xsl:value-of select="r:text"/></td>
<td class="n"><xsl:value-of select="@published"/></td>
<td class="n"><xsl:value-of select="@computed"/></td>
<td class="how"><xsl:value-of select="r:rule"/><xsl:for-each select="r:remark"><div class="foot"><xsl:value-of select="."/></div></xsl:for-each>
<xsl:if test="r:used"><div class="foot"><xsl:for-each select="r:used[position()&lt;=8]"><xsl:if test="position()&gt;1">, </xsl:if><xsl:call-template name="place"/></xsl:for-each><xsl:if test="count(r:used)&gt;8">, … （<xsl:value-of select="count(r:used)"/>）</xsl:if></div></xsl:if></td>
</tr>
</xsl:for-each>
</tbody></table>
</xsl:template>
<!-- ==== surveys ========================================================= -->
<xsl:template match="r:sample">
<h3><xsl:value-of select="@title"/></h3>
<table class="small"><tbody>
<xsl:for-each select="r:fact"><tr><th scope="row" class="seg"><xsl:value-of select="@label"/></th><td><xsl:value-of select="."/></td></tr></xsl:for-each>
</tbody></table>
<xsl:for-each select="r:error-table">
<p class="foot computed"><xsl:value-of select="@title"/></p>
<table class="small"><thead><tr><th scope="col"><xsl:value-of select="@n-head"/></th><xsl:for-each select="r:shares"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each></tr></thead><tbody>
<xsl:for-each select="r:error-line"><tr><th scope="row"><xsl:value-of select="@n"/></th><xsl:for-each select="r:points"><td class="n"><xsl:value-of select="@published"/></td></xsl:for-each></tr></xsl:for-each>
</tbody></table>
<xsl:if test="r:remark"><p class="foot"><xsl:value-of select="r:remark"/></p></xsl:if>
</xsl:for-each>
<xsl:apply-templates select="r:foot"/>
</xsl:template>

<xsl:template match="r:measure-table">
<xsl:if test="r:measure-of">
<h3><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<div class="wide"><table class="small">
<thead><tr><xsl:for-each select="r:head"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each></tr></thead>
<tbody>
<xsl:for-each select="r:measure-of">
<tr>
<th scope="row" class="measure"><xsl:value-of select="@name"/></th>
<td><xsl:value-of select="@survey-title"/></td>
<td><xsl:value-of select="@what"/></td>
<td class="n"><xsl:value-of select="@n"/>&#160;<xsl:if test="@blank"><small><xsl:value-of select="@blank"/></small></xsl:if></td>
<td class="n"><xsl:value-of select="@computed"/></td>
<td class="n"><xsl:value-of select="@se-published"/>&#160;</td>
<td class="n"><xsl:value-of select="@interval"/>&#160;</td>
<td class="n"><xsl:value-of select="@published"/>&#160;<xsl:if test="@result"><small><xsl:if test="@result='differs'"><xsl:attribute name="class">worse</xsl:attribute></xsl:if><xsl:value-of select="@result-text"/></small></xsl:if></td>
</tr>
</xsl:for-each>
</tbody></table></div>
</xsl:if>
</xsl:template>

<xsl:template name="share"><xsl:param name="of"/>
<td class="n"><xsl:if test="$of/../@reference"><xsl:attribute name="class">n not-assessed</xsl:attribute></xsl:if><xsl:value-of select="$of/@published"/></td>
</xsl:template>

<xsl:template name="change"><xsl:param name="of"/>
<td class="n"><xsl:choose><xsl:when test="$of/@significant='true'"><b><xsl:value-of select="$of/@change"/></b></xsl:when><xsl:otherwise><xsl:value-of select="$of/@change"/>&#160;</xsl:otherwise></xsl:choose></td>
</xsl:template>

<xsl:template name="line-head">
<th scope="row" class="who-line"><xsl:value-of select="@label"/><xsl:if test="@reference"><xsl:text> </xsl:text><span class="tag"><xsl:value-of select="key('label','reference')"/></span></xsl:if></th>
<td class="n"><xsl:value-of select="@n"/></td>
</xsl:template>

<xsl:template match="r:survey-table">
<xsl:variable name="of" select="@of"/>
<h3><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<xsl:if test="r:question"><p class="message"><xsl:value-of select="r:question"/></p></xsl:if>
<xsl:if test="r:message"><p><xsl:value-of select="r:message"/></p></xsl:if>
<div class="wide">
<xsl:choose>
<xsl:when test="@kind='multi'"><xsl:call-template name="survey-multi"/></xsl:when>
<xsl:otherwise><xsl:call-template name="survey-single"/></xsl:otherwise>
</xsl:choose>
</div>
<xsl:apply-templates select="r:foot"/>
<xsl:apply-templates select="../r:figure[@of=$of]"/>
</xsl:template>

<xsl:template name="survey-single">
<xsl:variable name="table" select="."/>
<xsl:variable name="width" select="count(r:answer)+2+boolean(@positive-head)*2+boolean(@period-before)*boolean(@positive-head)*2"/>
<table class="small">
<thead><tr>
<th scope="col"><xsl:value-of select="@group-head"/></th>
<th scope="col"><xsl:value-of select="@n-head"/></th>
<xsl:for-each select="r:answer"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each>
<xsl:if test="@positive-head">
<th scope="col"><xsl:value-of select="@positive-head"/></th>
<th scope="col"><xsl:value-of select="@interval-head"/></th>
<xsl:if test="@period-before"><th scope="col"><xsl:value-of select="@period-before"/></th><th scope="col"><xsl:value-of select="@change-head"/></th></xsl:if>
</xsl:if>
</tr></thead>
<tbody>
<xsl:for-each select="r:line">
<xsl:if test="@group and not(@group=preceding-sibling::r:line[1]/@group)">
<tr class="group"><th scope="colgroup" colspan="{$width}"><xsl:value-of select="@group"/></th></tr>
</xsl:if>
<tr>
<xsl:call-template name="line-head"/>
<xsl:for-each select="r:share"><xsl:call-template name="share"><xsl:with-param name="of" select="."/></xsl:call-template></xsl:for-each>
<xsl:if test="r:positive">
<xsl:call-template name="share"><xsl:with-param name="of" select="r:positive"/></xsl:call-template>
<td class="n"><xsl:value-of select="r:positive/@interval"/>&#160;</td>
<xsl:if test="$table/@period-before">
<td class="n"><xsl:value-of select="r:before/r:positive/@published"/>&#160;</td>
<xsl:call-template name="change"><xsl:with-param name="of" select="r:positive"/></xsl:call-template>
</xsl:if>
</xsl:if>
</tr>
</xsl:for-each>
</tbody></table>
</xsl:template>

<!-- Answers are the rows, the whole sample and its groups the columns. -->
<xsl:template name="survey-multi">
<xsl:variable name="table" select="."/>
<table class="small">
<thead><tr>
<th scope="col"><xsl:value-of select="@item-head"/></th>
<xsl:for-each select="r:line"><th scope="col"><xsl:value-of select="@label"/><span><xsl:value-of select="concat($table/@n-head,'＝',@n)"/></span></th>
<xsl:if test="position()=1">
<th scope="col"><xsl:value-of select="$table/@interval-head"/></th>
<xsl:if test="r:before"><th scope="col"><xsl:value-of select="$table/@period-before"/><span><xsl:value-of select="concat($table/@n-head,'＝',r:before/@n)"/></span></th><th scope="col"><xsl:value-of select="$table/@change-head"/></th></xsl:if>
</xsl:if>
</xsl:for-each>
</tr></thead>
<tbody>
<xsl:for-each select="r:answer">
<xsl:variable name="at" select="position()"/>
<tr>
<th scope="row"><xsl:value-of select="."/></th>
<xsl:for-each select="$table/r:line">
<xsl:call-template name="share"><xsl:with-param name="of" select="r:share[$at]"/></xsl:call-template>
<xsl:if test="position()=1">
<td class="n"><xsl:value-of select="r:share[$at]/@interval"/>&#160;</td>
<xsl:if test="r:before">
<xsl:call-template name="share"><xsl:with-param name="of" select="r:before/r:share[$at]"/></xsl:call-template>
<xsl:call-template name="change"><xsl:with-param name="of" select="r:share[$at]"/></xsl:call-template>
</xsl:if>
</xsl:if>
</xsl:for-each>
</tr>
</xsl:for-each>
</tbody></table>
</xsl:template>
<!-- ==== needs and supply ================================================ -->
<xsl:template match="r:supply-table">
<xsl:variable name="categories" select="r:line/@category"/>
<h3><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<div class="wide"><table>
<thead><tr>
<th scope="col"><xsl:value-of select="@district-head"/></th>
<xsl:if test="$categories"><th scope="col"><xsl:value-of select="@category-head"/></th></xsl:if>
<th scope="col"><xsl:value-of select="@item-head"/></th>
<xsl:for-each select="r:year"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each>
</tr></thead>
<xsl:for-each select="r:line">
<tbody class="supply"><xsl:variable name="rows" select="r:item[@kind!='facility']"/>
<xsl:for-each select="$rows">
<tr>
<xsl:if test="position()=1">
<th scope="rowgroup" rowspan="{count($rows)}"><xsl:value-of select="../@district"/>&#160;</th>
<xsl:if test="$categories"><th scope="rowgroup" rowspan="{count($rows)}"><xsl:value-of select="../@category"/>&#160;</th></xsl:if>
</xsl:if>
<th scope="row" class="seg"><xsl:value-of select="@label"/></th>
<xsl:for-each select="r:cell">
<td class="n"><xsl:choose>
<xsl:when test="@state='short' or @state='review'"><span class="worse"><xsl:value-of select="@published"/></span><small class="worse"><xsl:value-of select="@state-text"/></small></xsl:when>
<xsl:otherwise><xsl:value-of select="@published"/>&#160;</xsl:otherwise>
</xsl:choose></td>
</xsl:for-each>
</tr>
</xsl:for-each>
</tbody>
</xsl:for-each>
</table></div>
<xsl:apply-templates select="r:foot"/>
</xsl:template>

<xsl:template match="r:deadlines">
<h3><xsl:value-of select="@title"/></h3>
<xsl:for-each select="r:deadline">
<p><span><xsl:if test="@state='failing'"><xsl:attribute name="class">worse</xsl:attribute></xsl:if><xsl:value-of select="r:verdict"/></span></p>
<p class="foot"><xsl:value-of select="r:text"/></p>
</xsl:for-each>
</xsl:template>

<!-- ==== year-by-year plans ============================================== -->
<xsl:template name="years-of">
<xsl:param name="costs"/><xsl:param name="table"/>
<xsl:for-each select="$table/r:head-of">
<xsl:variable name="head" select="."/>
<xsl:choose>
<xsl:when test="@part='plan'"><xsl:variable name="c" select="$costs[@period=$head/@period]"/><td><xsl:value-of select="$c/@published"/>&#160;</td></xsl:when>
<xsl:when test="@part='total'"><xsl:variable name="c" select="$costs[not(@period)]"/><td class="sum"><xsl:value-of select="$c/@published"/><xsl:if test="$c/@bound-text"><small>（<xsl:value-of select="$c/@bound-text"/>）</small></xsl:if>&#160;</td></xsl:when>
<xsl:otherwise><td>&#160;</td></xsl:otherwise>
</xsl:choose>
</xsl:for-each>
</xsl:template>

<xsl:template match="r:entry">
<xsl:param name="part"/>
<td>
<xsl:if test="$part='target'"><xsl:attribute name="class">goal</xsl:attribute></xsl:if>
<xsl:choose>
<xsl:when test="$part='plan' and @stage!='none'"><span class="chip {@stage}"><xsl:value-of select="@cell"/></span></xsl:when>
<xsl:otherwise><xsl:value-of select="@cell"/>&#160;</xsl:otherwise>
</xsl:choose>
</td>
</xsl:template>

<xsl:template match="r:schedule-table">
<xsl:variable name="table" select="."/>
<h3 id="{@id}"><b><xsl:value-of select="@number"/></b><xsl:value-of select="@title"/></h3>
<div class="wide"><table class="year-plan">
<thead><tr><th scope="col"><xsl:value-of select="@item"/></th><xsl:for-each select="r:head-of"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each></tr></thead>
<tbody>
<xsl:for-each select="r:project">
<xsl:if test="@number or @heading">
<tr class="project"><th colspan="{count($table/r:head-of)+1}" scope="rowgroup"><xsl:value-of select="@number"/>　<xsl:value-of select="@heading"/><xsl:if test="@department"><span><xsl:value-of select="@department"/></span></xsl:if></th></tr>
</xsl:if>
<xsl:for-each select="r:measure-row">
<xsl:if test="@group and not(preceding-sibling::r:measure-row[1]/@group=@group)">
<tr class="group"><th colspan="{count($table/r:head-of)+1}" scope="rowgroup"><xsl:value-of select="@group"/></th></tr>
</xsl:if>
<tr>
<th scope="row"><xsl:for-each select="r:mark"><xsl:choose><xsl:when test=".='★' or .='☆'"><span class="star"><xsl:value-of select="."/></span></xsl:when><xsl:otherwise><span class="tag"><xsl:value-of select="."/></span></xsl:otherwise></xsl:choose></xsl:for-each><xsl:value-of select="r:item"/></th>
<xsl:for-each select="r:entry">
<xsl:variable name="at" select="position()"/>
<xsl:apply-templates select="."><xsl:with-param name="part" select="$table/r:head-of[$at]/@part"/></xsl:apply-templates>
</xsl:for-each>
</tr>
</xsl:for-each>
<xsl:for-each select="r:costs">
<tr class="cost"><th scope="row"><xsl:value-of select="@label"/></th><xsl:call-template name="years-of"><xsl:with-param name="costs" select="r:cost"/><xsl:with-param name="table" select="$table"/></xsl:call-template></tr>
</xsl:for-each>
</xsl:for-each>
<xsl:for-each select="r:whole-cost">
<tr class="whole"><th scope="row"><xsl:value-of select="@label"/></th><xsl:call-template name="years-of"><xsl:with-param name="costs" select="r:cost"/><xsl:with-param name="table" select="$table"/></xsl:call-template></tr>
</xsl:for-each>
<xsl:for-each select="r:reach">
<xsl:variable name="reach" select="."/>
<tr class="cost"><th scope="row"><xsl:value-of select="@label"/></th>
<xsl:for-each select="$table/r:head-of"><xsl:variable name="head" select="."/><td><xsl:if test="@part='plan' or @part='status'"><xsl:value-of select="$reach/r:share[@period=$head/@period]/@published"/></xsl:if>&#160;</td></xsl:for-each></tr>
</xsl:for-each>
</tbody>
</table></div>
<xsl:for-each select="r:project/r:measure-row/r:footnote"><p class="foot"><xsl:value-of select="."/></p></xsl:for-each>
<xsl:apply-templates select="r:foot"/>
<xsl:if test=".//r:finding">
<h3><xsl:value-of select="@findings"/></h3>
<ul class="checked">
<xsl:for-each select="r:project">
<xsl:for-each select="r:measure-row[r:finding]|r:costs[r:finding]">
<li><xsl:choose><xsl:when test="r:item"><xsl:value-of select="r:item"/></xsl:when><xsl:otherwise><xsl:value-of select="concat(../@number,' ',@label)"/></xsl:otherwise></xsl:choose>：<xsl:for-each select="r:finding"><xsl:if test="position()&gt;1">；</xsl:if><xsl:value-of select="."/></xsl:for-each></li>
</xsl:for-each>
</xsl:for-each>
</ul>
</xsl:if>
</xsl:template>
</xsl:stylesheet>
