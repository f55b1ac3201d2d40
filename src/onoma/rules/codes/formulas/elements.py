"""The elements and ions that formulas are made of, as tables.

Charges are those of the compounds that people write about, not every oxidation state ever prepared: a
table that allows all would take PS4 and US2 for compounds.
"""

from __future__ import annotations

__all__ = ["ANIONS", "BARE_IONS", "CATIONS", "ELEMENTS", "LIGANDS", "METALS", "MOLECULES", "ORGANIC_VALENCE"]

_ELEMENTS_WRITTEN = """
    H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb
    Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au
    Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts
    Og D
"""
ELEMENTS = frozenset(_ELEMENTS_WRITTEN.split())
"""Symbols; D is deuterium."""

_CHARGES = """
    H 1
    Li 1 | Na 1 | K 1 | Rb 1 | Cs 1 | Ag 1 | Tl 1 3
    Be 2 | Mg 2 | Ca 2 | Sr 2 | Ba 2 | Ra 2 | Zn 2 | Cd 2
    Al 3 | Ga 3 | In 3 | Sc 3 | Y 3 | La 3 | Lu 3
    Ce 3 4 | Pr 3 4 | Nd 3 | Sm 2 3 | Eu 2 3 | Gd 3 | Tb 3 4 | Dy 3 | Ho 3 | Er 3 | Tm 3 | Yb 2 3
    Si 4 | Ge 2 4 | Sn 2 4 | Pb 2 4 | Ti 2 3 4 | Zr 4 | Hf 4 | Th 4
    V 2 3 4 5 | Nb 3 4 5 | Ta 5 | Cr 2 3 6 | Mo 4 6 | W 4 6 | Mn 2 3 4 7 | Re 4 7
    Fe 2 3 | Co 2 3 | Ni 2 3 | Cu 1 2 | Hg 1 2 | Ru 2 3 4 8 | Rh 2 3 | Pd 2 4 | Os 4 8 | Ir 3 4 | Pt 2 4 | Au 1 3
    As 3 5 | Sb 3 5 | Bi 3 5 | NH4 1 | UO2 2 | VO 2 | TiO 2
"""

CATIONS: dict[str, tuple[int, ...]] = {
    entry.split()[0]: tuple(map(int, entry.split()[1:]))
    for line in _CHARGES.strip().splitlines()
    for entry in line.split("|")
}
"""Positive charges of metals, hydrogen and a few groups."""

METALS = frozenset(CATIONS) & ELEMENTS - {"H", "Si", "Ge", "As"}

_NEGATIVE = """
    1  F Cl Br I OH CN SCN OCN NCO N3 NO2 NO3 HCO3 HSO3 HSO4 H2PO4 HS ClO OCl ClO2 ClO3 ClO4 BrO BrO3 IO3 IO4 MnO4 BF4
       BH4 PF6 SbF6 AlH4 AlO2 BO2 VO3 NH2 O2H I3 PO3 CH3COO CH3CO2 C2H3O2 HCOO CHO2 CH3O C2H5O C3H5O3 C6H5COO C7H5O2
    2  O S Se Te CO3 SO3 SO4 S2O3 S2O5 S2O7 S2O8 HPO4 HPO3 CrO4 Cr2O7 MnO4 MoO4 WO4 SiO3 SiF6 C2O4 TiO3 ZrO3 SnO3 SeO3
       SeO4 B4O7 PtCl6 C4H4O6 C4H4O4 C2
    3  N P As PO4 PO3 AsO4 AsO3 BO3 AlF6 VO4 C6H5O7 SbO4
    4  C P2O7 SiO4
    5  P3O10
"""


def _anions() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    charge = 0
    for name in _NEGATIVE.split():
        if name.isdigit():
            charge = -int(name)
        else:
            found[name] = (*found.get(name, ()), charge)
    return found


ANIONS = _anions()
"""Negative charges of elements and groups."""

LIGANDS = {"NH3": 0, "H2O": 0, "CO": 0, "NO": 0, "CN": -1, "Cl": -1, "Br": -1, "I": -1, "F": -1, "OH": -1, "SCN": -1}
LIGANDS |= {"NO2": -1, "O": -2, "C2O4": -2, "S2O3": -2, "NH2": -1, "H": -1, "en": 0}
"""What stands around a metal in the brackets of a complex, and its charge."""

_MOLECULES_WRITTEN = """
    H2O D2O H2O2 O2 KOH KCN KSCN HCOOH AlN YBa2Cu3O7 CH3NH3PbI3 UO4 D2O2 NH3 ND3 N2H4 HN3 PH3 AsH3 SbH3 SiH4 GeH4
    SnH4 B2H6 BH3 BF3 B2O3 BCl3 BBr3 BI3 B2S3 Si2H6 P2H4 CO2 C3O2 NO2 N2O N2O3 N2O4 N2O5 SO2 SO3 S2O OF2 O2F2 Cl2O ClO2
    Cl2O6 Cl2O7 Br2O I2O5 P2O5 P2O3 P4O10 P4O6 SeO2 SeO3 TeO2 CS2 CSe2 CF4 CCl4 CBr4 CI4 C2F4 C2Cl4 C2F6 C2Cl6 COCl2
    COF2 NF3 NCl3 NI3 NBr3 PF3 PF5 PCl3 PCl5 PBr3 PBr5 PI3 POCl3 PSCl3 SF4 SF6 SCl2 S2Cl2 SOCl2 SO2Cl2 SO2F2 SOF2
    NOCl NOBr ClF ClF3 BrF3 BrF5 IF5 IF7 ICl IBr ICl3 XeF2 XeF4 XeF6 XeO3 KrF2 B4C C3N4 P4S3 S4N4 CNCl ClCN BrCN
    Na2O2 K2O2 Li2O2 BaO2 CaO2 MgO2 SrO2 ZnO2 KO2 FeS2 MoS2 WS2 VO2 NaO2 UF6 UO2 UO3 U3O8 UCl4 UF4 W2C Fe3C Cr3C2
    HOCl HOBr HClO HBrO NaBiO3 H2CO3 H3BO3 B(OH)3 Si(OH)4 H2SO5 HNCO HOCN HSCN HNCS H2CS3 H3PO2 H2SiF6 H2PtCl6
    HAuCl4 HBF4 HPF6 HSbF6 CF3 CCl3 TiB2 MgB2 Cl2 Br2 Ni(CO)4 Fe(CO)5 Cr(CO)6 Mo(CO)6 W(CO)6 Co2(CO)8 Mn2(CO)10
    Fe2(CO)9 Ru3(CO)12 LaB6 CuFeS2 SiC GaAs GaN GaP InP InAs InSb AlAs AlSb CdTe HgTe PbTe PbSe ZnSe ZnTe CdSe TiN
    TiC ZrC Bi2Te3 Bi2Se3 Sb2Te3
"""
MOLECULES = frozenset(_MOLECULES_WRITTEN.split())
"""Compounds that the charges of ions don't explain, and those that they explain but too many others too."""

_BARE_IONS_WRITTEN = """
    HCO3 NH4 NO3 SO4 PO4 CO3 H2PO4 HPO4 HSO4 ClO4 ClO3 MnO4 Cr2O7 CrO4 S2O3 H3O IO3 BrO3 SiO4
"""
BARE_IONS = frozenset(_BARE_IONS_WRITTEN.split())
"""Ions that are commonly written without their charge."""

ORGANIC_VALENCE = {
    "C": 4,
    "H": 1,
    "D": 1,
    "F": 1,
    "Cl": 1,
    "Br": 1,
    "I": 1,
    "N": 3,
    "P": 3,
    "B": 3,
    "O": 2,
    "S": 2,
    "Se": 2,
}
ORGANIC_VALENCE |= {"Si": 4, "Na": 1, "K": 1, "Li": 1, "Ca": 2, "Mg": 2, "Zn": 2, "Al": 3, "Ag": 1, "Cu": 2, "Fe": 2}
ORGANIC_VALENCE |= {"Co": 3, "Pt": 2, "Hg": 2, "Sn": 4, "As": 3, "Gd": 3, "Mn": 2, "Ba": 2, "Pb": 4, "Bi": 3, "Au": 1}
"""Bonds that an atom makes in organic compounds and their salts."""
